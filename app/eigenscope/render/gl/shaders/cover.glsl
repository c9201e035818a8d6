// Transparency and depth do not go together: a soft edge, or a line that has nearly faded out, would
// hide what is behind it and show the background instead. So in space what is nearly opaque is
// painted first; then the rest, which is tested against all that but hides nothing. A thin line
// has hardly anything but edges, and would be dotted: it belongs to the rest altogether.

// The alpha with which a fragment of that strength and coverage is painted; 0 if in the other part.
float shown(float strength, float cover) {
    float alpha = strength * cover;
    bool solid = alpha >= SOLID_ALPHA && measure.x >= SOLID_HALF_WIDTH;
    if (PART == 1) return solid ? strength : 0.0;  // no background in what hides a face
    return PART >= 2 && solid ? 0.0 : alpha;
}

uniform sampler2D depths;  // of translucent faces, in texels of two by two pixels

// The colour of a fragment behind the faces that are nearer than it.
vec3 seen(vec3 rgb) {
    if (PART != 3) return rgb;
    vec4 depth = texelFetch(depths, ivec2(gl_FragCoord.xy) >> 1, 0);
    for (int k = 0; k < LAYERS; ++k)
        rgb = mix(rgb, tints[k].rgb, depth[k] < gl_FragCoord.z ? tints[k].a : 0.0);
    return rgb;
}
