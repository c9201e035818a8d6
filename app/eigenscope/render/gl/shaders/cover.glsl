// Anti-aliased edges and depth do not go together: an edge's pixel would hide what is behind it and
// show the background instead. So in space the insides are painted first, and then the edges, which
// are tested against all of them but hide nothing.
bool is_left_out(float cover) {
    return PART == 1 && cover < 0.75 || PART == 2 && cover >= 0.75;
}
