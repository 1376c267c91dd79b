package checks

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

// object is one manifest, as JSON reads it.
type object map[string]any

// needs names, for a component that changes what another one makes, that other one.
var needs = map[string][]string{"pooler": {"cloudnative-pg"}}

// rendered gives every overlay, and every component by itself on the base, as kustomize renders it.
func rendered(t *testing.T) map[string][]object {
	t.Helper()
	all := map[string][]object{"base": render(t, "../base")}
	for _, overlay := range folders(t, "../overlays") {
		all["overlays/"+overlay] = render(t, filepath.Join("../overlays", overlay))
	}
	for _, component := range folders(t, "../components") {
		all["components/"+component] = render(t, composed(t, append(needs[component], component)...))
	}
	return all
}

func folders(t *testing.T, parent string) []string {
	t.Helper()
	entries, err := os.ReadDir(parent)
	if err != nil || len(entries) == 0 {
		t.Fatalf("%s: %d entries, %v", parent, len(entries), err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// composed writes a kustomization of the base and these components, in this order.
func composed(t *testing.T, components ...string) string {
	t.Helper()
	folder := t.TempDir()
	relative := func(path string) string {
		absolute, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		result, err := filepath.Rel(folder, absolute)
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	text := "namespace: alone\nresources:\n- " + relative("../base") + "\ncomponents:\n"
	for _, component := range components {
		text += "- " + relative(filepath.Join("../components", component)) + "\n"
	}
	if err := os.WriteFile(filepath.Join(folder, "kustomization.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

func render(t *testing.T, folder string) []object {
	t.Helper()
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), folder)
	if err != nil {
		t.Fatalf("%s: %v", folder, err)
	}
	var objects []object
	for _, resource := range resources.Resources() {
		text, err := resource.AsYAML()
		if err != nil {
			t.Fatal(err)
		}
		var one object
		if err := yaml.UnmarshalStrict(text, &one); err != nil {
			t.Fatalf("%s: %v", folder, err)
		}
		objects = append(objects, one)
	}
	return objects
}

func (o object) kind() string { return o.text("kind") }

func (o object) name() string { return o.at("metadata").text("name") }

func (o object) String() string { return o.kind() + "/" + o.name() }

// at gives what lies at this path, or nothing, of which every further question is answered with nothing.
func (o object) at(path ...string) object {
	for _, step := range path {
		next, _ := o[step].(map[string]any)
		o = next
	}
	return o
}

func (o object) text(name string) string {
	value, _ := o[name].(string)
	return value
}

func (o object) list(name string) []object {
	values, _ := o[name].([]any)
	var result []object
	for _, value := range values {
		if one, ok := value.(map[string]any); ok {
			result = append(result, one)
		}
	}
	return result
}

func (o object) number(name string) int {
	value, _ := o[name].(float64)
	return int(value)
}

// podTemplate gives the pod that a workload makes.
func (o object) podTemplate() (object, bool) {
	switch o.kind() {
	case "Deployment", "StatefulSet", "Job":
		return o.at("spec", "template"), true
	case "CronJob":
		return o.at("spec", "jobTemplate", "spec", "template"), true
	default:
		return nil, false
	}
}

func (o object) containers() []object {
	return append(o.at("spec").list("initContainers"), o.at("spec").list("containers")...)
}

// find gives the objects of a kind.
func find(objects []object, kind string) []object {
	var found []object
	for _, one := range objects {
		if one.kind() == kind {
			found = append(found, one)
		}
	}
	return found
}

func matches(selector, labels object) bool {
	for name, value := range selector {
		if labels[name] != value {
			return false
		}
	}
	return len(selector) > 0
}

// settings gives the environment of a container, its maps included.
func settings(objects []object, container object) map[string]string {
	result := map[string]string{}
	for _, source := range container.list("envFrom") {
		for _, one := range find(objects, "ConfigMap") {
			if one.name() == source.at("configMapRef").text("name") {
				for name := range one.at("data") {
					result[name] = one.at("data").text(name)
				}
			}
		}
	}
	for _, variable := range container.list("env") {
		result[variable.text("name")] = variable.text("value")
	}
	return result
}

func decodeStrictly(t *testing.T, one object, into any) {
	t.Helper()
	text, err := json.Marshal(one)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.UnmarshalStrict(text, into, yaml.DisallowUnknownFields); err != nil {
		t.Errorf("%s: %s", one, strings.TrimSpace(err.Error()))
	}
}
