// The atlas is premultiplied.
uniform sampler2D atlas;
in vec2 texel;
out vec4 painted;

void main() {
    painted = texelFetch(atlas, ivec2(texel), 0);
}
