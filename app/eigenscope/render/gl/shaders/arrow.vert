// One arrow: the rectangle around shaft and head.
layout(location = 1) in vec3 first;
layout(location = 2) in vec3 second;

flat out vec2 start;
flat out vec2 end;
flat out float head;  // px; 0 where the tip is out of sight

void main() {
    vec4 a = clip_from_source * vec4(first, 1.0);
    vec4 b = clip_from_source * vec4(second, 1.0);
    vec2 part;
    if (!visible_part(a, b, part)) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
        return;
    }
    vec4 clip_start = mix(a, b, part.x);
    vec4 clip_end = mix(a, b, part.y);
    start = to_pixels(clip_start);
    end = to_pixels(clip_end);
    head = part.y == 1.0 ? min(measure.w, HEAD_MOST * length(end - start)) : 0.0;
    gl_Position = corner(clip_start, clip_end, start, end,
                         max(max(measure.x, 0.5), HEAD_HALF_WIDTH * head) + 1.0);
}
