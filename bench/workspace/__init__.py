"""The workspace under load and under faults: many dossiers, fifty people at once, processes killed at random."""
