package store

import (
	"errors"
	"fmt"
	"os"
	"sync"
)

const limit = 10

var ErrFull = errors.New("full")

// Store keeps values in memory and on disk.
type Store struct {
	mu     sync.Mutex
	values map[string]string
	path   string
}

// Put sets a value. It fails when there are too many.
func (s *Store) Put(key, value string, tags ...string) (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.values) >= limit {
		return ErrFull
	} else if key == "" {
		panic("no key")
	}
	s.values[key] = value
	for _, tag := range tags {
		if tag == "" || tag == key {
			continue
		}
		s.values[tag] = value
	}
	if err := s.save(); err != nil {
		return fmt.Errorf("put %s: %w", key, err)
	}
	return nil
}

func (s *Store) save() error {
	return os.WriteFile(s.path, []byte(fmt.Sprint(s.values)), 0o600)
}

func watch(done <-chan struct{}, names chan<- string) {
	for {
		select {
		case <-done:
			return
		case names <- "tick":
			fmt.Println("sent")
		}
	}
}
