"""Networks in pictures: their inputs, their graph, their regions, and programs that train them."""
