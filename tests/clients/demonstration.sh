# Sourced: starts a suite with its demonstration, at $url, and says how to enter it; what it leaves goes when the script ends.

root=$(cd "$here/../.." && pwd)
url=http://127.0.0.1:${PLIE_PORT:-8137}
folder=$(mktemp -d)
RUST_LOG=error "$root/target/debug/plie" --directory "$folder" --port "${url##*:}" > "$folder.log" 2>&1 &
suite=$!
trap 'kill $suite; wait $suite || true; rm -rf "$folder" "$folder.log"' EXIT
until grep -q "arrête tout" "$folder.log"; do
  kill -0 $suite || { cat "$folder.log"; exit 1; }
  sleep 1
done
# Notes of a run go with the rest.
cd "$folder"

# The token of who has a role in the territory of Lyon.
token() {
  curl --silent --fail "$url/v1/jetons" --data "grant_type=password" --data "username=$1@lyon.example" \
    --data-urlencode "password=une phrase assez longue" | python3 -c 'import json, sys; print(json.load(sys.stdin)["access_token"])'
}
