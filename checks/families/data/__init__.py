"""Data laws of finite support for modified SGD."""
