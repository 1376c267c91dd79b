# Waits for the gateway, asks the identity provider for Ada's token, makes an audit, and prints the request that a person tries next.
set -eu
audits=http://gateway:8080/beta/deviceManagement/remoteActionAudits
curl -s -o /dev/null --retry 60 --retry-delay 1 --retry-all-errors -f http://gateway:9000/q/health/ready
token=$(curl -sf http://identity:8080/realms/audits/protocol/openid-connect/token \
  -d client_id=trial -d grant_type=password -d username=ada -d password=ada \
  -d scope=DeviceManagementManagedDevices.ReadWrite.All | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
printf %s "$token" >/trial/token
curl -s -o /dev/null -X POST "$audits" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
  -d '{"id":"trial","action":"factoryReset","requestDateTime":"2026-01-01T08:00:00Z","deviceDisplayName":"LAPTOP-0042"}'
cat <<X

Everything runs. A first request, with a token of Ada's that is good for an hour:

curl -X PATCH http://localhost:8080/beta/deviceManagement/remoteActionAudits/trial \\
  -H 'Content-Type: application/json' -d '{"actionState":"done"}' \\
  -H 'Authorization: Bearer $token'

And whether the log of all changes is what it was, as an auditor asks:

docker compose run --rm verify

X
