// A line with round ends, its edge one pixel soft.
flat in vec2 start;
flat in vec2 end;
flat in vec2 start_turn;
flat in vec2 end_turn;
flat in vec3 source_start;
flat in vec3 source_end;
flat in vec2 inverse_w;
out vec4 painted;

void main() {
    vec2 from_start = gl_FragCoord.xy - start;
    vec2 way = end - start;
    if (start_turn != vec2(0.0) && dot(from_start, start_turn) < 0.0) discard;
    if (end_turn != vec2(0.0) && dot(gl_FragCoord.xy - end, end_turn) >= 0.0) discard;

    float square = dot(way, way);
    float along = square > 0.0 ? clamp(dot(from_start, way) / square, 0.0, 1.0) : 0.0;
    float radius = max(measure.x, 0.5);  // thinner than a pixel: as wide as one, but paler
    float cover = clamp(radius + 0.5 - length(from_start - along * way), 0.0, 1.0);
    float strength = colour.a * min(2.0 * measure.x, 1.0);
    if (measure.y > 0.0) {
        vec2 weight = vec2(1.0 - along, along) * inverse_w;
        vec3 source = (source_start * weight.x + source_end * weight.y) / (weight.x + weight.y);
        strength *= 1.0 - smoothstep(FADE_BEGINS * measure.y, measure.y, length(source));
    }
    float alpha = shown(strength, cover);
    if (alpha < 1.0 / 255.0) discard;
    painted = vec4(seen(colour.rgb) * alpha, alpha);
}
