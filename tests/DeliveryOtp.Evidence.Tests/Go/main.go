// Somebody else's program: reads a checkpoint and proofs from standard input, and says whether they hold.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Index int64
	Leaf  []byte
	Path  [][]byte
}

type consistency struct {
	Earlier int64
	Root    []byte
	Proof   [][]byte
}

type question struct {
	Key         string
	Checkpoint  string
	Inclusions  []inclusion
	Consistency []consistency
	TilePaths   []string
}

func main() {
	var asked question
	must(json.NewDecoder(os.Stdin).Decode(&asked))
	verifier, err := note.NewVerifier(asked.Key)
	must(err)
	signed, err := note.Open([]byte(asked.Checkpoint), note.VerifierList(verifier))
	must(err)
	var origin, root string
	var size int64
	_, err = fmt.Sscanf(signed.Text, "%s\n%d\n%s\n", &origin, &size, &root)
	must(err)
	hash, err := tlog.ParseHash(root)
	must(err)
	for _, one := range asked.Inclusions {
		must(tlog.CheckRecord(hashes(one.Path), size, hash, one.Index, hashOf(one.Leaf)))
	}
	for _, one := range asked.Consistency {
		must(tlog.CheckTree(hashes(one.Proof), size, hash, one.Earlier, hashOf(one.Root)))
	}
	for _, path := range asked.TilePaths {
		tile, err := tlog.ParseTilePath("tile/8/" + path)
		must(err)
		if tile.Path() != "tile/8/"+path {
			must(fmt.Errorf("%s is not %s", tile.Path(), path))
		}
	}
	fmt.Printf("%s %d: %d inclusions, %d extensions, %d tiles\n", origin, size, len(asked.Inclusions), len(asked.Consistency), len(asked.TilePaths))
}

func hashOf(bytes []byte) (hash tlog.Hash) {
	copy(hash[:], bytes)
	return hash
}

func hashes(many [][]byte) (all []tlog.Hash) {
	for _, one := range many {
		all = append(all, hashOf(one))
	}
	return all
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
