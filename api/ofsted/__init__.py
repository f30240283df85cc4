"""PUBLISHED INSPECTIONS: each becomes an audit, and the next one of the same authority judges what it found."""
