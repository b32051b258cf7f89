"""What people read: the articulation picture, its outline, the report. Pure: from an analysis to text."""
