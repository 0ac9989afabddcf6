"""Python runs this as every process of a server that is to be harmed begins: the product knows nothing."""

from bench.sturdy.striking import arm

arm()
