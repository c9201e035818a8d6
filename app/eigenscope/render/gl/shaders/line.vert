// One segment of a line: its rectangle, and where its neighbours take over.
layout(location = 0) in vec3 before;  // equal to first: the line begins here
layout(location = 1) in vec3 first;
layout(location = 2) in vec3 second;
layout(location = 3) in vec3 after;   // equal to second: the line ends here

flat out vec2 start;
flat out vec2 end;
flat out vec2 start_turn;
flat out vec2 end_turn;
flat out vec3 source_start;
flat out vec3 source_end;
flat out vec2 inverse_w;

// Cut off what has faded out altogether. False: nothing is left.
bool unfaded_part(vec3 from, vec3 to, inout vec2 part) {
    if (measure.y <= 0.0) return true;
    vec3 way = to - from;
    float square = max(dot(way, way), 1e-30);
    float middle = -dot(from, way) / square;
    vec3 nearest = from + middle * way;
    float inside = measure.y * measure.y - dot(nearest, nearest);
    if (inside <= 0.0) return false;
    float reach = sqrt(inside / square);
    part = vec2(max(part.x, middle - reach), min(part.y, middle + reach));
    return part.x < part.y;
}

void main() {
    float remaining = measure.z - float(gl_InstanceID);
    bool whole_line = measure.z > 1e8;
    vec3 last = mix(first, second, clamp(remaining, 0.0, 1.0));
    bool joined_before = before != first && (whole_line || gl_InstanceID > 0);
    bool joined_after = after != second && remaining > 1.0;

    vec4 a = clip_from_source * vec4(first, 1.0);
    vec4 b = clip_from_source * vec4(last, 1.0);
    vec2 part;
    if (!visible_part(a, b, part) || !unfaded_part(first, last, part)) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
        return;
    }
    vec4 clip_start = mix(a, b, part.x);
    vec4 clip_end = mix(a, b, part.y);
    start = to_pixels(clip_start);
    end = to_pixels(clip_end);
    source_start = mix(first, last, part.x);
    source_end = mix(first, last, part.y);
    inverse_w = 1.0 / vec2(clip_start.w, clip_end.w);

    // Where two segments meet, each keeps its side of the line that halves their angle: no gap,
    // and no pixel is painted by both. Folded right back there is no such line.
    start_turn = vec2(0.0);
    end_turn = vec2(0.0);
    if (joined_before || joined_after) {
        vec2 way = heading(a, b);
        if (joined_before && part.x == 0.0)
            start_turn = heading(clip_from_source * vec4(before, 1.0), a) + way;
        if (joined_after && part.y == 1.0)
            end_turn = way + heading(b, clip_from_source * vec4(after, 1.0));
        if (dot(start_turn, start_turn) < 1e-4) start_turn = vec2(0.0);
        if (dot(end_turn, end_turn) < 1e-4) end_turn = vec2(0.0);
    }

    gl_Position = corner(clip_start, clip_end, start, end, max(measure.x, 0.5) + 1.0);
}
