// An image out of the atlas, pixel for pixel.
layout(location = 0) in vec4 place;  // left, top, right, bottom in clip space
layout(location = 1) in vec4 piece;  // the same of the atlas, in texels
out vec2 texel;

void main() {
    vec2 at = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    texel = mix(piece.xy, piece.zw, at);
    gl_Position = vec4(mix(place.xy, place.zw, at), 0.0, 1.0);
}
