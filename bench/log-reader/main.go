// Log-reader reads a tenant's log with another implementation than the gateway's, Go's own
// golang.org/x/mod/sumdb, and says whether it is what its signed checkpoint says.
//
//	go run . -key VKEY -dir DIR [-since CHECKPOINT] [-proof FILE] [-witness VKEY]
//	go run . -key VKEY -url https://HOST/log/TENANT [-token-file FILE] [-since CHECKPOINT] [-proof FILE] [-proofs N] [-witness VKEY]
//
// It checks the checkpoint's signature, that the entries have the signed root, every tile against the
// entries, that the log continues an older checkpoint, a proof of one entry, and a witness's cosignature. Of a gateway it asks
// for the proofs of some entries of its own choice, too. Exit 0: all true; 1: not.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	neturl "net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height   = 8
	full     = 1 << height
	maxBytes = full * (2 + 65535) // the largest entry bundle
)

func main() {
	key := flag.String("key", "", "the log's verifier key")
	dir := flag.String("dir", "", "a directory that holds the log")
	url := flag.String("url", "", "the address of the log, without its last slash")
	tokenFile := flag.String("token-file", "", "a file with a bearer token")
	since := flag.String("since", "", "a file with an older checkpoint")
	proof := flag.String("proof", "", "a file with a tlog-proof of one entry")
	proofs := flag.Int("proofs", 10, "how many proofs to ask a gateway for")
	witness := flag.String("witness", "", "the verifier key of a witness that must have cosigned the checkpoint")
	flag.Parse()
	if err := run(*key, *dir, *url, *tokenFile, *since, *proof, *witness, *proofs); err != nil {
		fmt.Fprintln(os.Stderr, "log-reader:", err)
		os.Exit(1)
	}
}

func run(key, dir, url, tokenFile, since, proof, witness string, proofs int) error {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return fmt.Errorf("-key: %w", err)
	}
	source, err := newSource(dir, url, tokenFile)
	if err != nil {
		return err
	}
	signed, err := source.read("checkpoint")
	if err != nil {
		return err
	}
	tree, err := open(signed, verifier)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	fmt.Printf("checkpoint: %d entries, root %s, signed by %s\n", tree.N, tree.Hash, verifier.Name())
	if witness != "" {
		if err := checkCosigned(signed, witness); err != nil {
			return fmt.Errorf("-witness: %w", err)
		}
	}
	chosen := map[int64][]byte{}
	if _, ok := source.(site); ok && tree.N > 0 {
		for range proofs {
			chosen[rand.Int64N(tree.N)] = nil
		}
	}
	hashes, err := checkEntries(source, tree, chosen)
	if err != nil {
		return err
	}
	if err := checkTiles(source, tree, hashes); err != nil {
		return err
	}
	if since != "" {
		if err := checkSince(since, verifier, tree, hashes); err != nil {
			return fmt.Errorf("%s: %w", since, err)
		}
	}
	if proof != "" {
		text, err := os.ReadFile(proof)
		if err != nil {
			return err
		}
		index, size, err := checkProof(text, verifier, hashes)
		if err != nil {
			return fmt.Errorf("%s: %w", proof, err)
		}
		fmt.Printf("proof: entry %d is in the tree of %d entries\n", index, size)
	}
	if len(chosen) > 0 {
		if err := checkProofs(source.(site), verifier, hashes, chosen); err != nil {
			return err
		}
	}
	fmt.Println("all true")
	return nil
}

// open verifies a checkpoint's signature and reads the tree it is of.
func open(signed []byte, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return tlog.Tree{}, fmt.Errorf("the size is %q", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// checkEntries computes the tree of the entries, which must have the signed root. It keeps two
// hashes for each entry in memory, and the entries that are chosen.
func checkEntries(source source, tree tlog.Tree, chosen map[int64][]byte) (hashes, error) {
	var made hashes
	for first := int64(0); first < tree.N; first += full {
		width := min(full, tree.N-first)
		at := path(tlog.Tile{H: height, L: -1, N: first / full, W: int(width)})
		bundle, err := source.read(at)
		if err != nil {
			return nil, err
		}
		for i := first; i < first+width; i++ {
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				return nil, fmt.Errorf("%s: ends within entry %d", at, i)
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			added, err := tlog.StoredHashes(i, bundle[2:end], made)
			if err != nil {
				return nil, err
			}
			made = append(made, added...)
			if _, ok := chosen[i]; ok {
				chosen[i] = bundle[2:end]
			}
			bundle = bundle[end:]
		}
		if len(bundle) > 0 {
			return nil, fmt.Errorf("%s: %d bytes too many", at, len(bundle))
		}
	}
	root, err := tlog.TreeHash(tree.N, made)
	if err != nil {
		return nil, err
	}
	if root != tree.Hash {
		return nil, fmt.Errorf("the root of the entries is %s", root)
	}
	fmt.Printf("entries: %d, with the root that is signed\n", tree.N)
	return made, nil
}

// checkTiles compares every tile that the tree has, as served, with what the entries' tree has.
func checkTiles(source source, tree tlog.Tree, hashes hashes) error {
	count := 0
	for _, tile := range tlog.NewTiles(height, 0, tree.N) {
		served, err := source.read(path(tile))
		if err != nil {
			return err
		}
		right, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return fmt.Errorf("%s: %w", path(tile), err)
		}
		if !bytes.Equal(served, right) {
			return fmt.Errorf("%s: not the hashes of the entries", path(tile))
		}
		count++
	}
	fmt.Printf("tiles: %d, as the entries have them\n", count)
	return nil
}

// checkSince makes a proof that the tree continues an older one, and checks it.
func checkSince(file string, verifier note.Verifier, tree tlog.Tree, hashes hashes) error {
	signed, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	old, err := open(signed, verifier)
	if err != nil {
		return err
	}
	if old.N > 0 {
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			return err
		}
	}
	fmt.Printf("since: the log continues its checkpoint of %d entries\n", old.N)
	return nil
}

// checkProofs asks the gateway for the proofs of entries, by what their leaves say of them.
func checkProofs(site site, verifier note.Verifier, hashes hashes, chosen map[int64][]byte) error {
	gateway := site
	gateway.url = site.url[:strings.LastIndex(site.url, "/log/")]
	checked := 0
	for at, leaf := range chosen {
		var entry struct {
			AuditID  *string `json:"auditId"`
			Sequence int64   `json:"sequence"`
		}
		if err := json.Unmarshal(leaf, &entry); err != nil {
			return fmt.Errorf("entry %d: %w", at, err)
		}
		if entry.AuditID == nil {
			continue // an entry of no audit has no address
		}
		address := fmt.Sprintf("beta/deviceManagement/remoteActionAudits/%s/history/%d/proof",
			neturl.PathEscape(*entry.AuditID), entry.Sequence)
		text, err := gateway.read(address)
		if err != nil {
			return err
		}
		index, _, err := checkProof(text, verifier, hashes)
		if err != nil {
			return fmt.Errorf("%s: %w", address, err)
		}
		if index != at {
			return fmt.Errorf("%s: the proof of entry %d, which is entry %d", address, index, at)
		}
		checked++
	}
	fmt.Printf("proofs: %d entries chosen at random, each proved in its place\n", checked)
	return nil
}

// checkProof checks a tlog-proof@v1 of an entry, by the entry's leaf in this log, and gives the
// entry's index and the size of the tree that it is proved in.
func checkProof(text []byte, verifier note.Verifier, hashes hashes) (int64, int64, error) {
	head, signed, ok := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !ok || lines[0] != "c2sp.org/tlog-proof@v1" {
		return 0, 0, errors.New("not a tlog-proof@v1")
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	if len(lines) == 0 {
		return 0, 0, errors.New("no index")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return 0, 0, err
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(hash) != tlog.HashSize {
			return 0, 0, fmt.Errorf("%q is no hash", line)
		}
		proof = append(proof, tlog.Hash(hash))
	}
	tree, err := open(signed, verifier)
	if err != nil {
		return 0, 0, err
	}
	leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return 0, 0, err
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf[0]); err != nil {
		return 0, 0, err
	}
	return index, tree.N, nil
}

// path is where C2SP tlog-tiles has a tile, which Go's package has under its height.
func path(tile tlog.Tile) string {
	rest := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
	return "tile/" + strings.Replace(rest, "data/", "entries/", 1)
}

// hashes has the tree's hashes as Go's package numbers them.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	read := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(h)) {
			return nil, fmt.Errorf("the tree has no hash %d", index)
		}
		read[i] = h[index]
	}
	return read, nil
}

// source is where a log is read from.
type source interface {
	read(path string) ([]byte, error)
}

func newSource(dir, url, tokenFile string) (source, error) {
	if (dir == "") == (url == "") {
		return nil, errors.New("give either -dir or -url")
	}
	if dir != "" {
		return directory(dir), nil
	}
	site := site{url: url, client: &http.Client{Timeout: 30 * time.Second}}
	if tokenFile != "" {
		token, err := os.ReadFile(tokenFile)
		if err != nil {
			return nil, err
		}
		site.token = strings.TrimSpace(string(token))
	}
	return site, nil
}

type directory string

func (d directory) read(path string) ([]byte, error) {
	return os.ReadFile(filepath.Join(string(d), filepath.FromSlash(path)))
}

type site struct {
	url, token string
	client     *http.Client
}

func (s site) read(path string) ([]byte, error) {
	request, err := http.NewRequest(http.MethodGet, s.url+"/"+path, nil)
	if err != nil {
		return nil, err
	}
	if s.token != "" {
		request.Header.Set("Authorization", "Bearer "+s.token)
	}
	response, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, response.Status)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBytes+1))
	if err == nil && len(body) > maxBytes {
		err = fmt.Errorf("%s: more than %d bytes", path, maxBytes)
	}
	return body, err
}
