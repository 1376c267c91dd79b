package checks

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// kubectl stands in for the real one: renders what the test has rendered, writes down what it is asked, and answers for the migration with each line
// of "states" in turn.
const kubectl = `#!/bin/sh
set -eu
cd "$CLUSTER"
if [ "$1" = kustomize ]; then cat all.yaml; exit; fi
echo "$*" | sed "s#$TMPDIR/[^ ]*#all.yaml#" >>calls
case "$*" in
  *"get job"*) head -n 1 states; sed -i 1d states ;;
  *" logs "*) echo 'the reason' ;;
esac
`

// rollout runs the script on an overlay with a cluster whose migration has these states; gives its calls, what it complained of, and whether it succeeded.
func rollout(t *testing.T, rendered string, states ...string) (calls []string, complaint string, done bool) {
	t.Helper()
	cluster := t.TempDir()
	for name, text := range map[string]string{"all.yaml": rendered, "states": strings.Join(states, "\n") + "\n", "calls": "", "kubectl": kubectl, "sleep": "#!/bin/sh\n"} {
		if err := os.WriteFile(filepath.Join(cluster, name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.Command("../rollout", "the-overlay")
	command.Env = append(os.Environ(), "CLUSTER="+cluster, "TMPDIR="+t.TempDir(), "PATH="+cluster+":"+os.Getenv("PATH"))
	output := new(strings.Builder)
	command.Stderr = output
	err := command.Run()
	if _, ended := err.(*exec.ExitError); err != nil && !ended {
		t.Fatal(err)
	}
	text, failure := os.ReadFile(filepath.Join(cluster, "calls"))
	if failure != nil {
		t.Fatal(failure)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n"), output.String(), err == nil
}

func overlay(t *testing.T, name string) string {
	t.Helper()
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), "../overlays/"+name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := resources.AsYaml()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestRolloutMigratesAndThenLetsPodsChange(t *testing.T) {
	for name, namespace := range map[string]string{"prod": "remote-action-audits", "dev": "remote-action-audits-dev"} {
		calls, complaint, done := rollout(t, overlay(t, name), "", "", "SuccessCriteriaMet Complete")
		asked := "-n " + namespace + " get job gateway-migration -o jsonpath={.status.conditions[?(@.status==\"True\")].type}"
		expected := []string{
			"apply -f all.yaml -l app.kubernetes.io/component notin (service,migration)",
			"-n " + namespace + " delete job gateway-migration --ignore-not-found --wait",
			"apply -f all.yaml -l app.kubernetes.io/component=migration",
			asked, asked, asked,
			"apply -f all.yaml",
			"-n " + namespace + " rollout status deployment/gateway --timeout=10m",
		}
		if !done || complaint != "" || !slices.Equal(calls, expected) {
			t.Errorf("%s: done %v, %q:\n%s", name, done, complaint, strings.Join(calls, "\n"))
		}
	}
}

func TestRolloutLeavesPodsAloneWhenTheMigrationFails(t *testing.T) {
	calls, complaint, done := rollout(t, overlay(t, "prod"), "", "FailureTarget Failed")
	if done || complaint != "the reason\n" {
		t.Errorf("done %v, %q", done, complaint)
	}
	if slices.Contains(calls, "apply -f all.yaml") {
		t.Error("the pods were changed")
	}
}

func TestRolloutRefusesWhatHasNoNamespaceOrTwo(t *testing.T) {
	for _, text := range []string{"kind: Deployment\nmetadata:\n  name: gateway\n", overlay(t, "prod") + "---\n" + overlay(t, "dev")} {
		calls, complaint, done := rollout(t, text, "Complete")
		if done || !strings.Contains(complaint, "must name one namespace") || len(calls) != 1 || calls[0] != "" {
			t.Errorf("done %v, %q, %v", done, complaint, calls)
		}
	}
}
