package filters

import "testing"

func TestNothingTwice(t *testing.T) { /* one product, two sources */ }
