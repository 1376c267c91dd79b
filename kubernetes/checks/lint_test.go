package checks

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What kube-linter looks for by default, and Pod Security's profile "restricted", as far as these kinds can go against either.
func TestManifestsPassTheUsualLinters(t *testing.T) {
	for place, objects := range rendered(t) {
		var faults []string
		for _, one := range objects {
			faults = append(faults, apiFaults(one)...)
			if pod, ok := one.podTemplate(); ok {
				for _, fault := range append(podFaults(objects, pod), workloadFaults(one, pod)...) {
					faults = append(faults, one.String()+": "+fault)
				}
			}
		}
		faults = append(faults, referenceFaults(objects)...)
		for _, fault := range faults {
			t.Errorf("%s: %s", place, fault)
		}
	}
}

func TestOverlaysAskForPodSecurityRestricted(t *testing.T) {
	for place, objects := range rendered(t) {
		if !strings.HasPrefix(place, "overlays/") {
			continue
		}
		namespaces := find(objects, "Namespace")
		if len(namespaces) != 1 || namespaces[0].at("metadata", "labels").text("pod-security.kubernetes.io/enforce") != "restricted" {
			t.Errorf("%s: no namespace that enforces restricted", place)
		}
		for _, one := range objects {
			if one.kind() != "Namespace" && one.at("metadata").text("namespace") != namespaces[0].name() {
				t.Errorf("%s: %s is in another namespace", place, one)
			}
		}
	}
}

func TestProbesDifferInMeaning(t *testing.T) {
	for place, objects := range rendered(t) {
		pod, _ := gateway(t, objects).podTemplate()
		container := pod.containers()[0]
		for probe, path := range map[string]string{"startupProbe": "/q/health/started", "livenessProbe": "/q/health/live", "readinessProbe": "/q/health/ready"} {
			asked := container.at(probe, "httpGet")
			if asked.text("path") != path || asked.text("port") != "management" {
				t.Errorf("%s: %s asks %q on port %v", place, probe, asked.text("path"), asked["port"])
			}
		}
	}
}

// TestOnlyRunsOfTheOwnerHaveItsRole holds the wall that the database itself relies on: no pod that serves can change the schema.
func TestOnlyRunsOfTheOwnerHaveItsRole(t *testing.T) {
	for place, objects := range rendered(t) {
		for _, one := range objects {
			pod, ok := one.podTemplate()
			if !ok || pod.at("metadata", "labels").text("app.kubernetes.io/name") != "remote-action-audit-gateway" {
				continue
			}
			for _, volume := range pod.at("spec").list("volumes") {
				secret := volume.at("secret").text("secretName")
				owners := strings.HasPrefix(secret, "gateway-database-owner")
				if strings.HasPrefix(secret, "gateway-database") && owners != (one.kind() != "Deployment") {
					t.Errorf("%s: %s has the secret %s", place, one, secret)
				}
			}
		}
	}
}

var retired = regexp.MustCompile(`^(extensions/|.*beta\d*$)`)

func apiFaults(one object) []string {
	if retired.MatchString(one.text("apiVersion")) {
		return []string{one.String() + ": " + one.text("apiVersion") + " is retired, or not yet kept"}
	}
	return nil
}

func workloadFaults(one, pod object) []string {
	var faults []string
	labels := pod.at("metadata", "labels")
	if selector := one.at("spec", "selector", "matchLabels"); (one.kind() == "Deployment" || one.kind() == "StatefulSet") && !matches(selector, labels) {
		faults = append(faults, "selects other pods than its own")
	}
	if one.kind() == "Job" && one.at("spec")["ttlSecondsAfterFinished"] == nil {
		faults = append(faults, "stays when it is done")
	}
	if one.kind() == "CronJob" && one.at("spec").text("concurrencyPolicy") != "Forbid" {
		faults = append(faults, "may run twice at once")
	}
	if one.kind() == "Deployment" {
		spread := pod.at("spec").list("topologySpreadConstraints")
		for _, key := range []string{"topology.kubernetes.io/zone", "kubernetes.io/hostname"} {
			if !slices.ContainsFunc(spread, func(by object) bool { return by.text("topologyKey") == key }) {
				faults = append(faults, "is not spread by "+key)
			}
		}
		if len(pod.at("spec", "affinity").at("podAntiAffinity")) == 0 {
			faults = append(faults, "has no anti-affinity")
		}
	}
	return faults
}

var tagged = regexp.MustCompile(`(:[^/:]+|@sha256:[0-9a-f]{64})$`)

func podFaults(objects []object, pod object) []string {
	var faults []string
	fault := func(held bool, format string, values ...any) {
		if !held {
			faults = append(faults, fmt.Sprintf(format, values...))
		}
	}
	spec := pod.at("spec")
	for _, shared := range []string{"hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace"} {
		fault(spec[shared] == nil, "%s", shared)
	}
	fault(spec["automountServiceAccountToken"] == false, "mounts a token of the cluster")
	fault(spec["serviceAccount"] == nil, "serviceAccount is retired")
	if account := spec.text("serviceAccountName"); account != "" {
		fault(slices.ContainsFunc(find(objects, "ServiceAccount"), func(one object) bool { return one.name() == account }), "no such account: %s", account)
	}
	security := spec.at("securityContext")
	fault(security["runAsNonRoot"] == true, "may run as root")
	fault(security.number("runAsUser") > 0, "no user")
	fault(security.at("seccompProfile").text("type") == "RuntimeDefault", "no seccomp profile")
	fault(security["sysctls"] == nil, "sets sysctls")
	for _, volume := range spec.list("volumes") {
		fault(volume["hostPath"] == nil, "mounts the host's files: %s", volume.text("name"))
	}
	for _, container := range pod.containers() {
		name := container.text("name")
		image := container.text("image")
		fault(tagged.MatchString(image) && !strings.HasSuffix(image, ":latest"), "%s: no tag: %s", name, image)
		own := container.at("securityContext")
		fault(own["allowPrivilegeEscalation"] == false, "%s: may gain privileges", name)
		fault(own["privileged"] == nil, "%s: privileged", name)
		fault(own["readOnlyRootFilesystem"] == true, "%s: writes to its image", name)
		fault(own["runAsUser"] == nil && own["runAsNonRoot"] == nil && own["procMount"] == nil, "%s: differs from its pod", name)
		dropped, _ := own.at("capabilities")["drop"].([]any)
		fault(slices.Contains(dropped, any("ALL")) && own.at("capabilities")["add"] == nil, "%s: capabilities", name)
		requests, limits := container.at("resources", "requests"), container.at("resources", "limits")
		fault(requests.text("cpu") != "", "%s: no request for cpu", name)
		fault(requests.text("memory") != "", "%s: no request for memory", name)
		fault(limits.text("memory") != "" && limits.text("memory") == requests.text("memory"), "%s: memory is not limited to what it asks for", name)
		faults = append(faults, containerFaults(container)...)
	}
	return faults
}

func containerFaults(container object) []string {
	var faults []string
	ports := map[any]bool{}
	for _, port := range container.list("ports") {
		ports[port["name"]], ports[port["containerPort"]] = true, true
		if port.number("containerPort") < 1024 {
			faults = append(faults, "a port of the system")
		}
	}
	for _, probe := range []string{"startupProbe", "livenessProbe", "readinessProbe"} {
		if asked := container.at(probe, "httpGet"); len(asked) > 0 && !ports[asked["port"]] {
			faults = append(faults, probe+" asks a port that is not there")
		}
	}
	seen := map[string]bool{}
	for _, variable := range container.list("env") {
		name := variable.text("name")
		if seen[name] {
			faults = append(faults, name+" twice")
		}
		seen[name] = true
		secret := strings.Contains(strings.ToLower(name), "secret") || strings.Contains(strings.ToLower(name), "password")
		if secret && !strings.HasSuffix(name, "_FILE") || len(variable.at("valueFrom", "secretKeyRef")) > 0 {
			faults = append(faults, name+": a secret in the environment")
		}
	}
	return faults
}

// referenceFaults finds what points to something that is not there.
func referenceFaults(objects []object) []string {
	var faults []string
	var pods []object
	for _, one := range objects {
		if pod, ok := one.podTemplate(); ok {
			pods = append(pods, pod)
		}
	}
	selected := func(selector object) (object, bool) {
		for _, pod := range pods {
			if matches(selector, pod.at("metadata", "labels")) {
				return pod, true
			}
		}
		return nil, false
	}
	for _, service := range find(objects, "Service") {
		pod, found := selected(service.at("spec", "selector"))
		if !found {
			faults = append(faults, service.String()+": no pod")
			continue
		}
		for _, port := range service.at("spec").list("ports") {
			if !slices.ContainsFunc(pod.containers()[0].list("ports"), func(one object) bool { return one["name"] == port["targetPort"] }) {
				faults = append(faults, fmt.Sprintf("%s: no port %v", service, port["targetPort"]))
			}
		}
	}
	for _, budget := range find(objects, "PodDisruptionBudget") {
		_, found := selected(budget.at("spec", "selector", "matchLabels"))
		if !found || budget.at("spec").text("unhealthyPodEvictionPolicy") != "AlwaysAllow" || budget.at("spec").number("maxUnavailable") < 1 {
			faults = append(faults, budget.String()+": no pod, or one that keeps a node from being drained")
		}
	}
	for _, policy := range find(objects, "NetworkPolicy") {
		if _, found := selected(policy.at("spec", "podSelector", "matchLabels")); !found {
			faults = append(faults, policy.String()+": no pod")
		}
	}
	for _, monitor := range find(objects, "ServiceMonitor") {
		if !slices.ContainsFunc(find(objects, "Service"), func(one object) bool {
			return matches(monitor.at("spec", "selector", "matchLabels"), one.at("metadata", "labels"))
		}) {
			faults = append(faults, monitor.String()+": no service")
		}
	}
	for _, scaler := range find(objects, "HorizontalPodAutoscaler") {
		target := scaler.at("spec", "scaleTargetRef").text("name")
		if !slices.ContainsFunc(find(objects, "Deployment"), func(one object) bool {
			return one.name() == target && one.at("spec")["replicas"] == nil
		}) {
			faults = append(faults, scaler.String()+": no deployment, or one that counts its pods itself")
		}
	}
	return faults
}
