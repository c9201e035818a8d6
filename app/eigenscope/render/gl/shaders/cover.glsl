// Transparency and depth do not go together: a soft edge, or a line that has nearly faded out, would
// hide what is behind it and show the background instead. So in space what is nearly opaque is
// painted first; then the rest, which is tested against all that but hides nothing. A thin line
// has hardly anything but edges, and would be dotted: it belongs to the rest altogether.
const float OPAQUE = 0.75;
const float THIN = 0.75;  // px, half a width

// The alpha with which a fragment of that strength and coverage is painted; 0 if in the other part.
float shown(float strength, float cover) {
    float alpha = strength * cover;
    bool solid = alpha >= OPAQUE && measure.x >= THIN;
    if (PART == 1) return solid ? strength : 0.0;  // no background in what hides a face
    return PART == 2 && solid ? 0.0 : alpha;
}
