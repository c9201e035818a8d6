// From a segment in clip space to a rectangle of pixels around it.

const float GUARD = 3.0;  // views: what is farther off is cut, so that pixels keep their precision

// Which part, from.x to from.y of the way from a to b, may be seen? False: none.
bool visible_part(vec4 a, vec4 b, out vec2 part) {
    part = vec2(0.0, 1.0);
    // In front of the eye first: only there do the others mean anything.
    float inside_a[5] = float[5](a.w - view.z, GUARD * a.w + a.x, GUARD * a.w - a.x,
                                 GUARD * a.w + a.y, GUARD * a.w - a.y);
    float inside_b[5] = float[5](b.w - view.z, GUARD * b.w + b.x, GUARD * b.w - b.x,
                                 GUARD * b.w + b.y, GUARD * b.w - b.y);
    for (int i = 0; i < 5; ++i) {
        if (inside_a[i] < 0.0 && inside_b[i] < 0.0) return false;
        if (inside_a[i] < 0.0) part.x = max(part.x, inside_a[i] / (inside_a[i] - inside_b[i]));
        if (inside_b[i] < 0.0) part.y = min(part.y, inside_a[i] / (inside_a[i] - inside_b[i]));
    }
    return part.x <= part.y;
}

vec2 to_pixels(vec4 clip) {
    return (clip.xy / clip.w * 0.5 + 0.5) * view.xy;
}

// The unit direction in pixels from a to b, or zero if there is none.
vec2 heading(vec4 a, vec4 b) {
    vec2 part;
    if (!visible_part(a, b, part)) return vec2(0.0);
    vec2 way = to_pixels(mix(a, b, part.y)) - to_pixels(mix(a, b, part.x));
    float far = length(way);
    return far > 1e-3 ? way / far : vec2(0.0);
}

// Corner number gl_VertexID of the rectangle that reaches so many pixels around start to end.
vec4 corner(vec4 clip_start, vec4 clip_end, vec2 start, vec2 end, float reach) {
    vec2 way = end - start;
    float far = length(way);
    vec2 along = far > 1e-3 ? way / far : vec2(1.0, 0.0);
    float side = (gl_VertexID & 1) == 0 ? -reach : reach;
    float beyond = far > 1e-3 ? min(reach / far, 1.0) : 0.0;
    bool at_end = (gl_VertexID & 2) != 0;
    vec2 pixel = (at_end ? end + along * reach : start - along * reach)
               + vec2(-along.y, along.x) * side;
    // Depth goes on beyond the ends as it goes between them, so that lines which lie on one
    // another have the same depth whatever their widths.
    float depth = mix(clip_start.z / clip_start.w, clip_end.z / clip_end.w,
                      at_end ? 1.0 + beyond : -beyond);
    return vec4(pixel / view.xy * 2.0 - 1.0, depth - view.w, 1.0);
}
