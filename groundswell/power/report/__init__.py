"""A report: all that is measured of one source at one moment, as a page in a file, as JSON, or in lines."""
