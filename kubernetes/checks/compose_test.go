package checks

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

func TestComposeIsWellFormedAndItsServiceConfined(t *testing.T) {
	project := compose(t)
	for _, name := range []string{"gateway", "migration"} {
		service := project.Services[name]
		if !service.ReadOnly || !slices.Contains(service.CapDrop, "ALL") || !slices.Contains(service.SecurityOpt, "no-new-privileges:true") {
			t.Errorf("%s is not confined", name)
		}
	}
	for name, service := range project.Services {
		if !tagged.MatchString(service.Image) {
			t.Errorf("%s: no tag: %s", name, service.Image)
		}
		for _, port := range service.Ports {
			if port.HostIP != "127.0.0.1" {
				t.Errorf("%s listens on %q", name, port.HostIP)
			}
		}
		for _, volume := range service.Volumes {
			if volume.Type == "bind" {
				if _, err := os.Stat(volume.Source); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	}
}

// TestRealmSpeaksOfTheGatewaysPermissions compares the realm with the service's own list, and with what compose tells the service to believe.
func TestRealmSpeaksOfTheGatewaysPermissions(t *testing.T) {
	text, err := os.ReadFile("../../docker/compose/realm.json")
	if err != nil {
		t.Fatal(err)
	}
	var realm object
	if err := json.Unmarshal(text, &realm); err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("../../src/main/java/gateway/security/Permission.java")
	if err != nil {
		t.Fatal(err)
	}
	permissions := regexp.MustCompile(`DeviceManagement\w+\.Read(Write)?\.All`).FindAllString(string(source), -1)
	slices.Sort(permissions)
	permissions = slices.Compact(permissions)
	var scopes, roles []string
	claims := map[string]string{}
	for _, scope := range realm.list("clientScopes") {
		for _, mapper := range scope.list("protocolMappers") {
			config := mapper.at("config")
			if config.text("claim.name") == "scp" {
				scopes = append(scopes, config.text("claim.value"))
			}
			claims[mapper.text("name")] = config.text("claim.value") + config.text("included.custom.audience")
		}
	}
	for _, role := range realm.at("roles", "client").list("remote-action-audits") {
		roles = append(roles, role.text("name"))
	}
	slices.Sort(scopes)
	slices.Sort(roles)
	if len(permissions) != 4 || !slices.Equal(scopes, permissions) || !slices.Equal(roles, permissions) {
		t.Errorf("permissions %v, scopes %v, roles %v", permissions, scopes, roles)
	}
	environment := compose(t).Services["gateway"].Environment
	if audience := *environment["MP_JWT_VERIFY_AUDIENCES"]; claims["audience"] != audience {
		t.Errorf("tokens are for %q, the service expects %q", claims["audience"], audience)
	}
	if issuer := *environment["GATEWAY_TRUSTED_ISSUERS"]; issuer != "http://localhost:8180/realms/"+realm.text("realm") {
		t.Errorf("the service expects tokens of %s", issuer)
	}
	if claims["idtyp"] != "app" || !regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`).MatchString(claims["tid"]) {
		t.Errorf("idtyp %q, tid %q", claims["idtyp"], claims["tid"])
	}
}

func compose(t *testing.T) *types.Project {
	t.Helper()
	project, err := loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir:  "../..",
		ConfigFiles: []types.ConfigFile{{Filename: "../../compose.yaml"}},
		Environment: types.Mapping{},
	})
	if err != nil {
		t.Fatal(err)
	}
	return project
}
