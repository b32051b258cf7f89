"""The tests of Maillage; their folders mirror those of src/."""
