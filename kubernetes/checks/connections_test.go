package checks

import (
	"strconv"
	"strings"
	"testing"
)

// Connections that are not the pods': three of superusers, a migration, maintain, replication, backup and an operator at psql.
const reserve = 20

// What a pod has for the log, beside those of its settings.
const logConnections = 1

// Of a pooler each instance has its own pools; both users of it are counted once, for the owner does not come this way.
func TestPodsNeverAskForMoreConnectionsThanThereAre(t *testing.T) {
	for place, objects := range rendered(t) {
		limit, found := connectionLimit(t, objects)
		if !found {
			if strings.HasPrefix(place, "overlays/") {
				t.Errorf("%s: nothing in it says max_connections", place)
			}
			continue
		}
		asked := pods(t, objects) * perPod(t, objects)
		if poolers := find(objects, "Pooler"); len(poolers) == 1 {
			pooler := poolers[0].at("spec")
			parameters := pooler.at("pgbouncer", "parameters")
			instances := pooler.number("instances")
			if clients := instances * number(t, parameters.text("max_client_conn")); asked > clients {
				t.Errorf("%s: %d connections to a pooler that takes %d", place, asked, clients)
			}
			toServer := instances * number(t, parameters.text("default_pool_size"))
			if asked > toServer && pooler.at("pgbouncer").text("poolMode") == "session" {
				t.Errorf("%s: %d sessions on a pooler that has %d", place, asked, toServer)
			}
			asked = toServer
		}
		if asked > limit-reserve {
			t.Errorf("%s: the pods may ask for %d connections, and the server has %d, of which %d are for others", place, asked, limit, reserve)
		}
	}
}

func TestPodsHaveTheTimeThatTheyTakeToEnd(t *testing.T) {
	for place, objects := range rendered(t) {
		for _, deployment := range find(objects, "Deployment") {
			pod, _ := deployment.podTemplate()
			values := settings(objects, pod.containers()[0])
			ending := seconds(t, values["QUARKUS_SHUTDOWN_DELAY"]) + seconds(t, values["QUARKUS_SHUTDOWN_TIMEOUT"])
			if grace := pod.at("spec").number("terminationGracePeriodSeconds"); grace < ending+10 {
				t.Errorf("%s: %s: %d s to end, of which draining and ending take %d", place, deployment, grace, ending)
			}
		}
	}
}

// pods gives how many can be there at once: the most that an autoscaler asks for, and those that a rollout adds.
func pods(t *testing.T, objects []object) int {
	t.Helper()
	deployment := gateway(t, objects)
	most := deployment.at("spec").number("replicas")
	for _, scaler := range find(objects, "HorizontalPodAutoscaler") {
		most = max(most, scaler.at("spec").number("maxReplicas"))
	}
	surge := deployment.at("spec", "strategy", "rollingUpdate").number("maxSurge")
	if most == 0 || surge == 0 {
		t.Fatalf("%s: %d replicas, surge %d", deployment, most, surge)
	}
	return most + surge
}

func perPod(t *testing.T, objects []object) int {
	t.Helper()
	pod, _ := gateway(t, objects).podTemplate()
	values := settings(objects, pod.containers()[0])
	return number(t, values["QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE"]) + number(t, values["GATEWAY_DATABASE_READ_CONNECTIONS"]) + logConnections
}

func gateway(t *testing.T, objects []object) object {
	t.Helper()
	for _, deployment := range find(objects, "Deployment") {
		if deployment.name() == "gateway" {
			return deployment
		}
	}
	t.Fatal("no Deployment of that name")
	return nil
}

// connectionLimit reads it off the cluster, or off the arguments of a server's container.
func connectionLimit(t *testing.T, objects []object) (int, bool) {
	t.Helper()
	for _, cluster := range find(objects, "Cluster") {
		return number(t, cluster.at("spec", "postgresql", "parameters").text("max_connections")), true
	}
	for _, server := range find(objects, "StatefulSet") {
		pod, _ := server.podTemplate()
		arguments, _ := pod.containers()[0]["args"].([]any)
		for _, argument := range arguments {
			if value, found := strings.CutPrefix(argument.(string), "max_connections="); found {
				return number(t, value), true
			}
		}
	}
	return 0, false
}

func number(t *testing.T, text string) int {
	t.Helper()
	value, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func seconds(t *testing.T, text string) int {
	t.Helper()
	return number(t, strings.TrimSuffix(text, "s"))
}
