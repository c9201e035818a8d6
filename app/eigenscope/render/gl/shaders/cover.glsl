// Transparency and depth do not go together: a soft edge, or a line that has nearly faded out, would
// hide what is behind it and show the background instead. So in space what is nearly opaque is
// painted first; then the rest, which is tested against all that but hides nothing.
const float OPAQUE = 0.75;

bool is_left_out(float alpha) {
    return PART == 1 && alpha < OPAQUE || PART == 2 && alpha >= OPAQUE;
}
