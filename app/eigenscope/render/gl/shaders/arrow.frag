// Shaft and head as one shape, so that a translucent arrow is evenly so.
flat in vec2 start;
flat in vec2 end;
flat in float head;
out vec4 painted;

void main() {
    vec2 way = end - start;
    float far = length(way);
    vec2 along = far > 1e-3 ? way / far : vec2(1.0, 0.0);
    vec2 from_end = end - gl_FragCoord.xy;
    float back = dot(from_end, along);                            // px behind the tip
    float aside = abs(dot(from_end, vec2(-along.y, along.x)));

    // The shaft ends inside the head, and is at most half as wide.
    float radius = max(head > 0.0 ? min(measure.x, 0.5 * HEAD_HALF_WIDTH * head) : measure.x, 0.5);
    float shaft_end = 0.75 * head;
    float shaft = length(vec2(back - clamp(back, shaft_end, far), aside)) - radius;
    float side = (aside - HEAD_HALF_WIDTH * back) * inversesqrt(1.0 + HEAD_HALF_WIDTH * HEAD_HALF_WIDTH);
    float tip = head > 0.0 ? max(side, back - head) : 1e6;

    float cover = clamp(0.5 - min(shaft, tip), 0.0, 1.0);
    float alpha = shown(colour.a, cover);
    if (alpha < 1.0 / 255.0) discard;
    painted = vec4(seen(colour.rgb) * alpha, alpha);
}
