"""A hook that posts its event, with what Python brings along: post.py URL TOKEN."""
import sys
import urllib.request

url, token = sys.argv[1:]
headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}
request = urllib.request.Request(url, sys.stdin.buffer.read(), headers)
urllib.request.urlopen(request, timeout=2).read()
