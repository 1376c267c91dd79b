package checks

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"github.com/yannh/kubeconform/pkg/validator"
	"sigs.k8s.io/yaml"
)

// The schemas come with the modules of those who define them; these are asked for as files, and no code of theirs is built.
const (
	kubernetes    = "k8s.io/kubernetes@v1.34.2"
	gatewayAPI    = "sigs.k8s.io/gateway-api@v1.4.1"
	cloudNativePG = "github.com/cloudnative-pg/cloudnative-pg@v1.27.1"
)

func TestManifestsAreWhatTheirKindsAllow(t *testing.T) {
	schemas := t.TempDir()
	writeKubernetes(t, schemas)
	writeDefinitions(t, schemas, module(t, gatewayAPI), "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml")
	writeDefinitions(t, schemas, module(t, cloudNativePG),
		"config/crd/bases/postgresql.cnpg.io_clusters.yaml", "config/crd/bases/postgresql.cnpg.io_poolers.yaml")
	conform, err := validator.New([]string{schemas + "/{{.Group}}-{{.ResourceAPIVersion}}-{{.ResourceKind}}.json"}, validator.Opts{Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	for place, objects := range rendered(t) {
		for _, one := range objects {
			switch one.text("apiVersion") + " " + one.kind() {
			// These come as Go types, without a schema.
			case "monitoring.coreos.com/v1 ServiceMonitor":
				decodeStrictly(t, one, &monitoring.ServiceMonitor{})
			case "monitoring.coreos.com/v1 PrometheusRule":
				decodeStrictly(t, one, &monitoring.PrometheusRule{})
			default:
				text, err := yaml.Marshal(one)
				if err != nil {
					t.Fatal(err)
				}
				for _, result := range conform.Validate(place, io.NopCloser(bytes.NewReader(text))) {
					if result.Status != validator.Valid {
						t.Errorf("%s: %s: %v", place, one, result.Err)
					}
				}
			}
		}
	}
}

// module gives the folder of a module's files.
func module(t *testing.T, version string) string {
	t.Helper()
	output, err := exec.Command("go", "mod", "download", "-json", version).Output()
	if err != nil {
		t.Fatalf("%s: %v %s", version, err, output)
	}
	var downloaded struct{ Dir string }
	if err := json.Unmarshal(output, &downloaded); err != nil {
		t.Fatal(err)
	}
	return downloaded.Dir
}

// writeKubernetes makes one file of each kind of Kubernetes' own; its parts refer to definitions that are written beside.
func writeKubernetes(t *testing.T, folder string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(module(t, kubernetes), "api/openapi-spec/swagger.json"))
	if err != nil {
		t.Fatal(err)
	}
	// A reference to a file beside, where the document has one within.
	text = bytes.ReplaceAll(text, []byte(`"#/definitions/`), []byte(`"definitions.json#/definitions/`))
	var document object
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	for name := range document.at("definitions") {
		definition := document.at("definitions", name)
		refuseOthers(definition)
		kinds := definition.list("x-kubernetes-group-version-kind")
		if len(kinds) != 1 {
			continue
		}
		prefix := kinds[0].text("version")
		if group := kinds[0].text("group"); group != "" {
			prefix = group
		}
		file := prefix + "-" + kinds[0].text("version") + "-" + strings.ToLower(kinds[0].text("kind")) + ".json"
		write(t, filepath.Join(folder, file), object{"$ref": "definitions.json#/definitions/" + name})
	}
	// What may be either is described as text alone.
	intOrString := document.at("definitions", "io.k8s.apimachinery.pkg.util.intstr.IntOrString")
	intOrString["type"] = []any{"string", "integer"}
	quantity := document.at("definitions", "io.k8s.apimachinery.pkg.api.resource.Quantity")
	quantity["type"] = []any{"string", "number"}
	delete(intOrString, "format")
	write(t, filepath.Join(folder, "definitions.json"), object{"definitions": document["definitions"]})
}

// writeDefinitions makes one file of each version of a custom kind.
func writeDefinitions(t *testing.T, folder, module string, files ...string) {
	t.Helper()
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(module, file))
		if err != nil {
			t.Fatal(err)
		}
		var definition object
		if err := yaml.Unmarshal(text, &definition); err != nil {
			t.Fatal(err)
		}
		spec := definition.at("spec")
		for _, version := range spec.list("versions") {
			schema := version.at("schema", "openAPIV3Schema")
			refuseOthers(schema)
			// What an object of any kind has, the definition leaves out.
			schema.at("properties", "metadata")["additionalProperties"] = true
			write(t, filepath.Join(folder, spec.text("group")+"-"+version.text("name")+"-"+strings.ToLower(spec.at("names").text("kind"))+".json"), schema)
		}
	}
}

// refuseOthers makes a schema refuse what it does not list, at every depth: a misspelt name is the commonest fault of a manifest.
func refuseOthers(schema object) {
	if len(schema) == 0 || schema["x-kubernetes-preserve-unknown-fields"] == true {
		return
	}
	if _, listed := schema["properties"]; listed && schema["additionalProperties"] == nil {
		schema["additionalProperties"] = false
	}
	for name := range schema.at("properties") {
		refuseOthers(schema.at("properties", name))
	}
	for _, part := range []string{"items", "additionalProperties"} {
		refuseOthers(schema.at(part))
	}
}

func write(t *testing.T, file string, content object) {
	t.Helper()
	text, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
}
