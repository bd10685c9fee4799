"""Hashiya: seeds and annotations become a bilingual edition.

read -> check -> anchor -> link -> render -> publish
"""
