package checks

import (
	"os"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
)

func TestAlertsCanBeAskedAndLeadToAPage(t *testing.T) {
	runbook, err := os.ReadFile("../../docs/runbook.md")
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	seen := 0
	for place, objects := range rendered(t) {
		for _, rules := range find(objects, "PrometheusRule") {
			for _, group := range rules.at("spec").list("groups") {
				for _, rule := range group.list("rules") {
					seen++
					name := rule.text("alert")
					if _, err := parser.NewParser(parser.Options{}).ParseExpr(rule.text("expr")); err != nil {
						t.Errorf("%s: %s: %v", place, name, err)
					}
					if severity := rule.at("labels").text("severity"); severity != "critical" && severity != "warning" {
						t.Errorf("%s: %s: severity %q", place, name, severity)
					}
					annotations := rule.at("annotations")
					if annotations.text("summary") == "" || !strings.HasSuffix(annotations.text("runbook_url"), "#"+strings.ToLower(name)) {
						t.Errorf("%s: %s: no summary, or no page", place, name)
					}
					if runbook != nil && !strings.Contains(string(runbook), "# "+name+"\n") {
						t.Errorf("docs/runbook.md has no heading %s", name)
					}
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no alert")
	}
}
