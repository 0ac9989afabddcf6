"""What is measured: a module a family, a function a measure, each registered in the catalogue."""
