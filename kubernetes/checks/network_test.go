package checks

import (
	"net/url"
	"slices"
	"testing"
)

// Kustomize gives the base's labels to what is the base's own: what a component adds has to bring the one by which policies choose.
func TestNetworkPoliciesHoldAllPodsOfOurs(t *testing.T) {
	objects := render(t, composed(t, "retention", "pruning", "network-policies"))
	var held []string
	for _, one := range objects {
		pod, ok := one.podTemplate()
		if !ok {
			continue
		}
		for _, name := range []string{"gateway-nothing", "gateway-database"} {
			policy := named(t, objects, "NetworkPolicy", name)
			if !matches(policy.at("spec", "podSelector", "matchLabels"), pod.at("metadata", "labels")) {
				t.Errorf("%s is not held by %s", one, name)
			}
		}
		held = append(held, one.name())
	}
	slices.Sort(held)
	if expected := []string{"gateway", "gateway-maintain", "gateway-migration", "gateway-prune"}; !slices.Equal(held, expected) {
		t.Errorf("%v, and not %v", held, expected)
	}
}

// The operator's certificate has the names of the cluster's own Services, and those that it is told of.
func TestDatabaseIsAskedByANameOfItsCertificate(t *testing.T) {
	for place, objects := range rendered(t) {
		pod, _ := gateway(t, objects).podTemplate()
		values := settings(objects, pod.containers()[0])
		verified := values["QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM"] == "HTTPS"
		clusters := find(objects, "Cluster")
		if verified != (len(clusters) == 1) {
			t.Errorf("%s: %d clusters, and their name is verified: %v", place, len(clusters), verified)
		}
		if !verified {
			continue
		}
		address, err := url.Parse(values["QUARKUS_DATASOURCE_REACTIVE_URL"])
		if err != nil {
			t.Fatal(err)
		}
		cluster := clusters[0]
		names, _ := cluster.at("spec", "certificates")["serverAltDNSNames"].([]any)
		if host := address.Hostname(); host != cluster.name()+"-rw" && !slices.Contains(names, any(host)) {
			t.Errorf("%s: %s is not a name of the server's certificate", place, host)
		}
	}
}

func named(t *testing.T, objects []object, kind, name string) object {
	t.Helper()
	for _, one := range find(objects, kind) {
		if one.name() == name {
			return one
		}
	}
	t.Fatalf("no %s/%s", kind, name)
	return nil
}
