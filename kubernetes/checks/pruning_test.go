package checks

import (
	"slices"
	"strings"
	"testing"
)

func TestPruningIsChosen(t *testing.T) {
	var pruned []string
	for place, objects := range rendered(t) {
		for _, job := range find(objects, "CronJob") {
			if job.name() != "gateway-prune" {
				continue
			}
			pruned = append(pruned, place)
			pod, _ := job.podTemplate()
			container := pod.containers()[0]
			if arguments, _ := container["args"].([]any); !slices.Equal(arguments, []any{"prune", "--older-than", "$(GATEWAY_PRUNE_OLDER_THAN)"}) {
				t.Errorf("%s: prune is asked for %v", place, arguments)
			}
			period := settings(objects, container)["GATEWAY_PRUNE_OLDER_THAN"]
			if !strings.HasPrefix(period, "P") {
				t.Errorf("%s: the period is %q", place, period)
			}
		}
	}
	if !slices.Equal(pruned, []string{"components/pruning"}) {
		t.Errorf("history is pruned in %v, and should be where somebody chose it", pruned)
	}
}

// The database's certificate is given to whatever talks to it as the owner.
func TestPruningTrustsTheClusterAsMaintainDoes(t *testing.T) {
	objects := render(t, composed(t, "retention", "pruning", "cloudnative-pg"))
	for _, job := range find(objects, "CronJob") {
		pod, _ := job.podTemplate()
		var mounts []string
		for _, mount := range object(pod.containers()[0]).list("volumeMounts") {
			mounts = append(mounts, mount.text("name"))
		}
		if !slices.Contains(mounts, "database-ca") {
			t.Errorf("%s knows no certificate of the database: %v", job, mounts)
		}
	}
}
