// A face is lightest when it is seen face on.
in vec3 world;
out vec4 painted;

// As with glPolygonOffset, so that lines on a face are in front of it; a step is that of 24 bits.
float stepped_back(float depth) {
    return depth + SLOPES * max(abs(dFdx(depth)), abs(dFdy(depth))) + STEPS / 16777216.0;
}

void main() {
    if (PART == 4) {
        painted = vec4(stepped_back(gl_FragCoord.z));
        return;
    }
    vec3 rgb = colour.rgb;
    if (light.w > 0.5) {
        vec3 normal = cross(dFdx(world), dFdy(world));
        float size = length(normal);
        if (size > 0.0) rgb *= mix(SHADE_AMBIENT, 1.0, abs(dot(normal, light.xyz)) / size);
    }
    painted = vec4(rgb * colour.a, colour.a);
}
