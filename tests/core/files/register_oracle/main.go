// Verify a register with nothing of ours: golang.org/x/mod/sumdb/tlog and note, as Debian ships them.
//
// Usage: oracle LOG VERIFIER-KEY PROOFS
// PROOFS is JSON: {"inclusion": [{"index", "entry", "hashes"}], "consistency": [{"size", "root", "hashes"}]}.
// Every tile, entry and proof is looked at; the first fault ends the program with 1.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proofs struct {
	Inclusion []struct {
		Index  int64
		Entry  string
		Hashes []tlog.Hash
	}
	Consistency []struct {
		Size   int64
		Root   tlog.Hash
		Hashes []tlog.Hash
	}
}

type folder string

func (f folder) Height() int { return 8 }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// In tlog-tiles the height, always 8, is not part of the path.
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		content, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil {
			return nil, err
		}
		all = append(all, content)
	}
	return all, nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func opened(path string, key string) tlog.Tree {
	verifier, err := note.NewVerifier(key)
	must(err)
	content, err := os.ReadFile(path)
	must(err)
	signed, err := note.Open(content, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		must(fmt.Errorf("not a checkpoint: %q", signed.Text))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return tlog.Tree{N: size, Hash: root}
}

func entries(log folder, size int64) [][]byte {
	var all [][]byte
	for n := int64(0); n*256 < size; n++ {
		width := 256
		if size-n*256 < 256 {
			width = int(size - n*256)
		}
		tile := tlog.Tile{H: 8, L: 0, N: n, W: width}
		path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
		content, err := os.ReadFile(filepath.Join(string(log), path))
		must(err)
		for len(content) > 1 {
			length := int(content[0])<<8 | int(content[1])
			if len(content) < 2+length {
				must(fmt.Errorf("%s is cut", path))
			}
			all = append(all, content[2:2+length])
			content = content[2+length:]
		}
	}
	if int64(len(all)) != size {
		must(fmt.Errorf("%d entries, the checkpoint says %d", len(all), size))
	}
	return all
}

func main() {
	log := folder(os.Args[1])
	tree := opened(filepath.Join(os.Args[1], "checkpoint"), os.Args[2])
	hashes := tlog.TileHashReader(tree, log)
	if tree.N > 0 {
		root, err := tlog.TreeHash(tree.N, hashes)
		must(err)
		if root != tree.Hash {
			must(fmt.Errorf("the tiles give another root"))
		}
	}
	all := entries(log, tree.N)
	for n, entry := range all {
		found, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(n))})
		must(err)
		if found[0] != tlog.RecordHash(entry) {
			must(fmt.Errorf("entry %d has another hash", n))
		}
	}
	var given proofs
	content, err := os.ReadFile(os.Args[3])
	must(err)
	must(json.Unmarshal(content, &given))
	for _, one := range given.Inclusion {
		leaf := tlog.RecordHash([]byte(one.Entry))
		must(tlog.CheckRecord(one.Hashes, tree.N, tree.Hash, one.Index, leaf))
		if !bytes.Equal(all[one.Index], []byte(one.Entry)) {
			must(fmt.Errorf("entry %d differs", one.Index))
		}
	}
	for _, one := range given.Consistency {
		must(tlog.CheckTree(one.Hashes, tree.N, tree.Hash, one.Size, one.Root))
	}
	fmt.Printf("%d entries, %d inclusion, %d consistency\n", tree.N, len(given.Inclusion), len(given.Consistency))
}
