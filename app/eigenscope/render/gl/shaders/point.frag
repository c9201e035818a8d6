// The edge is one pixel soft. In space dots are painted once, as far as they are a quarter there: a
// second time for their edges would be too dear.
flat in vec4 tint;
out vec4 painted;

void main() {
    float radius = max(measure.x, 0.5);
    float away = length(gl_PointCoord - 0.5) * (2.0 * radius + 1.0);
    float cover = clamp(radius + 0.5 - away, 0.0, 1.0);
    float alpha = tint.a * cover * min(2.0 * measure.x, 1.0);
    if (alpha < 1.0 / 255.0 || PART == 1 && cover < 0.25) discard;
    painted = vec4(tint.rgb * alpha, alpha);
}
