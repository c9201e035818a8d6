// The texture is premultiplied.
uniform sampler2D image;
in vec2 at;
out vec4 painted;

void main() {
    // Soften the border by half a pixel.
    vec2 inside = min(at, 1.0 - at) / max(fwidth(at), vec2(1e-9));
    float cover = clamp(min(inside.x, inside.y) + 0.5, 0.0, 1.0);
    painted = texture(image, at) * (colour.a * cover);
    if (painted.a < 1.0 / 255.0) discard;
}
