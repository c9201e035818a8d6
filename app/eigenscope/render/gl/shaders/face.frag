// A face is lightest when it is seen face on.
in vec3 world;
out vec4 painted;

void main() {
    vec3 rgb = colour.rgb;
    if (light.w > 0.5) {
        vec3 normal = cross(dFdx(world), dFdy(world));
        float size = length(normal);
        if (size > 0.0) rgb *= mix(SHADE_AMBIENT, 1.0, abs(dot(normal, light.xyz)) / size);
    }
    painted = vec4(rgb * colour.a, colour.a);
}
