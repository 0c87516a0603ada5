// Package store keeps things.
package store

import (
	"crypto/sha256"
	"fmt"
	"sync"
)

import "os/exec"

const limit = 10

// ErrFull says that nothing fits any more.
var ErrFull = fmt.Errorf("full")

type (
	// Key names an entry.
	Key string

	pair struct {
		key   Key
		value int
	}
)

// Store is safe for use by many goroutines.
type Store struct {
	mu    sync.Mutex
	items map[Key]int
}

// Reader reads.
type Reader interface {
	Read(key Key) (int, error)
}

type Alias = Store

type Number interface {
	~int | ~float64
}

/*
New makes a store.

It is empty.
*/
func New() *Store {
	return &Store{items: map[Key]int{}}
}

// Read finds an entry.
func (s *Store) Read(key Key) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()

	value, ok := s.items[key]
	if !ok {
		return 0, fmt.Errorf("no %s", key)
	}
	return value, nil
}

//go:noinline
func Max[T Number](a, b T) T {
	if a > b {
		return a
	}
	return b
}

var less = func(a, b pair) bool {
	return a.value < b.value
}

func fanOut(jobs []int) <-chan int {
	out := make(chan int)
	work := func(job int) {
		out <- job * 2
	}
	for _, job := range jobs {
		go work(job)
	}
	return out
}

func hash(password string) [32]byte {
	return sha256.Sum256([]byte(password))
}

func run(name string) error {
	return exec.Command("sh", "-c", name).Run()
}

func TestNew(t *testing.T) {
	if New() == nil {
		t.Fatal("nil")
	}
}
