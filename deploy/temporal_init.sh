#!/bin/sh
# Makes the namespace and the search attributes that audits are found by; repeating it changes nothing.
# Needs TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and TEMPORAL_RETENTION, which is how long closed audits stay in Temporal.
set -eu

tries=60
until temporal operator cluster health >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
        echo "The Temporal server at $TEMPORAL_ADDRESS does not answer: see its log." >&2
        exit 1
    fi
    sleep 2
done

if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
    temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention "$TEMPORAL_RETENTION" >/dev/null
else
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$TEMPORAL_RETENTION" >/dev/null
fi

known() {
    temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE"
}

tries=30
until there=$(known 2>/dev/null); do # a new namespace is not known at once
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { known; exit 1; }
    sleep 1
done

while read -r name type; do
    if ! printf '%s\n' "$there" | grep -Eq "^ *$name +$type *$"; then
        temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$name" --type "$type"
    fi
done <<ATTRIBUTES
AuditKind Keyword
AuditStatus Keyword
OverallGrade Keyword
Team Keyword
Overdue Bool
Stuck Bool
LadderLevel Int
ATTRIBUTES

echo "Namespace $TEMPORAL_NAMESPACE is ready."
