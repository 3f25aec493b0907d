package quota

import "testing"

func TestRefusesWhatIsOverTheQuota(t *testing.T) {
	if New(1).Allow("search", 2) {
		t.Fatal("two texts with a quota of one")
	}
}
