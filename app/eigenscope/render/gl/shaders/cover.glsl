// Transparency and depth do not go together: a soft edge, or a line that has nearly faded out, would
// hide what is behind it and show the background instead. So in space what is nearly opaque is
// painted first; then the rest, which is tested against all that but hides nothing. A thin line
// has hardly anything but edges, and would be dotted: it belongs to the rest altogether.
const float OPAQUE = 0.75;
const float THIN = 0.75;  // px, half a width

// The alpha with which a fragment of that strength and coverage is painted; 0 if in the other part.
float shown(float strength, float cover) {
    float alpha = strength * cover;
    bool solid = alpha >= OPAQUE && measure.x >= THIN;
    if (PART == 1) return solid ? strength : 0.0;  // no background in what hides a face
    return PART >= 2 && solid ? 0.0 : alpha;
}

uniform sampler2D depths;  // of translucent faces, in texels of two by two pixels

// The colour of a fragment behind the faces that are nearer than it.
vec3 seen(vec3 rgb) {
    if (PART != 3) return rgb;
    vec4 depth = texelFetch(depths, ivec2(gl_FragCoord.xy) >> 1, 0);
    vec4 tint = vec4(lessThan(depth, vec4(gl_FragCoord.z)))
              * vec4(tints[0].a, tints[1].a, tints[2].a, tints[3].a);
    rgb = mix(rgb, tints[0].rgb, tint.x);
    rgb = mix(rgb, tints[1].rgb, tint.y);
    rgb = mix(rgb, tints[2].rgb, tint.z);
    return mix(rgb, tints[3].rgb, tint.w);
}
