#!/bin/sh
# Makes a file for each secret that .env.example names and that is not there: random ones, and an empty file for
# the mail server's, which only you know. Nobody but you can pass the folder; the containers are handed the files.
set -eu
folder="${1:-secrets}"
mkdir -p "$folder"
chmod 0700 "$folder"
for name in postgres_password temporal_password audit_owner_password audit_password moderation_salt; do
    if [ ! -e "$folder/$name" ]; then
        od -An -N 24 -t x1 /dev/urandom | tr -d ' \n' >"$folder/$name"
        chmod 0444 "$folder/$name"
    fi
done
if [ ! -e "$folder/smtp_password" ]; then
    : >"$folder/smtp_password"
    chmod 0644 "$folder/smtp_password"
fi
echo "The secrets are in $folder."
