package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// The type of a key that signs a time and a checkpoint (C2SP tlog-cosignature), which Go's package does not know.
const cosignature = 4

// witness believes a witness's cosignatures.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newWitness(line string) (witness, error) {
	name, rest, _ := strings.Cut(line, "+")
	id, encoded, _ := strings.Cut(rest, "+")
	key, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != cosignature {
		return witness{}, fmt.Errorf("%q is no key of a witness", line)
	}
	hash := sha256.Sum256(append([]byte(name+"\n"), key...))
	if hex.EncodeToString(hash[:4]) != id {
		return witness{}, fmt.Errorf("%q: the ID is not the key's", line)
	}
	return witness{name, binary.BigEndian.Uint32(hash[:]), key[1:]}, nil
}

func (w witness) Name() string { return w.name }

func (w witness) KeyHash() uint32 { return w.hash }

func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), text)
	return ed25519.Verify(w.key, []byte(signed), signature[8:])
}

// checkCosigned opens a checkpoint by the witness's key alone.
func checkCosigned(signed []byte, line string) error {
	verifier, err := newWitness(line)
	if err != nil {
		return err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return fmt.Errorf("%s: %w", verifier.name, err)
	}
	raw, err := base64.StdEncoding.DecodeString(opened.Sigs[0].Base64)
	if err != nil {
		return err
	}
	at := time.Unix(int64(binary.BigEndian.Uint64(bytes.Clone(raw[4:]))), 0).UTC()
	fmt.Printf("cosigned: by %s at %s\n", verifier.name, at.Format(time.RFC3339))
	return nil
}
