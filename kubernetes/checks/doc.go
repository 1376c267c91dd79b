// Package checks holds the manifests to what they promise: `go test ./...` here renders every overlay and component as kustomize does, and
// looks at the result. render_test.go renders, schemas_test.go asks the kinds' own schemas, lint_test.go has the checks that linters make by
// default, connections_test.go adds up the database's connections, alerts_test.go parses the alerts, compose_test.go reads ../../compose.yaml.
package checks
