// cloth DIR: writes the cloth of the demo pictures as meshes, DIR/cloth-NAME.inc, for cloth.inc to use.
// Folded cloth is a path swept along x; hanging, lying and stuffed cloth is a small position-based simulation.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { double x, y, z; } V;
static V v(double x, double y, double z) { return (V){x, y, z}; }
static V add(V a, V b) { return v(a.x + b.x, a.y + b.y, a.z + b.z); }
static V sub(V a, V b) { return v(a.x - b.x, a.y - b.y, a.z - b.z); }
static V mul(V a, double k) { return v(a.x * k, a.y * k, a.z * k); }
static double dot(V a, V b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
static V cross(V a, V b) { return v(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x); }
static V unit(V a) { double l = sqrt(dot(a, a)); return l > 1e-12 ? mul(a, 1 / l) : v(0, 1, 0); }

static unsigned long long state = 1;
static double rnd(void) { state = state * 6364136223846793005ULL + 1442695040888963407ULL; return (state >> 40) / 16777216.0; }
// smooth noise of three coordinates, -1 to 1
static double lat(int x, int y, int z) {
  unsigned h = (unsigned)x * 374761393u + (unsigned)y * 668265263u + (unsigned)z * 2147483647u;
  h = (h ^ (h >> 13)) * 1274126177u; h ^= h >> 16;
  return h / 2147483648.0 - 1;
}
static double noise(double x, double y, double z) {
  int i = (int)floor(x), j = (int)floor(y), k = (int)floor(z); double s = 0;
  double f = x - i, g = y - j, h = z - k;
  f = f * f * (3 - 2 * f); g = g * g * (3 - 2 * g); h = h * h * (3 - 2 * h);
  for (int c = 0; c < 8; c++)
    s += lat(i + (c & 1), j + (c >> 1 & 1), k + (c >> 2)) * (c & 1 ? f : 1 - f) * (c & 2 ? g : 1 - g) * (c & 4 ? h : 1 - h);
  return s;
}

static const char *dir;
static FILE *open_inc(const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/cloth-%s.inc", dir, name);
  FILE *f = fopen(path, "w");
  if (!f) { perror(path); exit(1); }
  return f;
}

// --- meshes
typedef struct { V *p; double (*uv)[2]; int n, (*t)[3], nt; } Mesh;
static Mesh mesh_new(int n, int nt) {
  Mesh m = { calloc(n, sizeof(V)), calloc(n, sizeof(double[2])), 0, calloc(nt, sizeof(int[3])), 0 };
  return m;
}
static void tri(Mesh *m, int a, int b, int c) { int *t = m->t[m->nt++]; t[0] = a; t[1] = b; t[2] = c; }
static void quad(Mesh *m, int a, int b, int c, int d) { tri(m, a, b, c); tri(m, a, c, d); }
static V *normals(Mesh *m) {
  V *n = calloc(m->n, sizeof *n);
  for (int i = 0; i < m->nt; i++) {
    int *t = m->t[i]; V f = cross(sub(m->p[t[1]], m->p[t[0]]), sub(m->p[t[2]], m->p[t[0]]));
    for (int k = 0; k < 3; k++) n[t[k]] = add(n[t[k]], f);
  }
  for (int i = 0; i < m->n; i++) n[i] = unit(n[i]);
  return n;
}
static void mesh_write(Mesh *m, const char *name) {
  FILE *f = open_inc(name); V *n = normals(m);
  fprintf(f, "mesh2 {\nvertex_vectors { %d", m->n);
  for (int i = 0; i < m->n; i++) fprintf(f, ",<%.4f,%.4f,%.4f>", m->p[i].x, m->p[i].y, m->p[i].z);
  fprintf(f, "}\nnormal_vectors { %d", m->n);
  for (int i = 0; i < m->n; i++) fprintf(f, ",<%.3f,%.3f,%.3f>", n[i].x, n[i].y, n[i].z);
  fprintf(f, "}\nuv_vectors { %d", m->n);
  for (int i = 0; i < m->n; i++) fprintf(f, ",<%.4f,%.4f>", m->uv[i][0], m->uv[i][1]);
  fprintf(f, "}\nface_indices { %d", m->nt);
  for (int i = 0; i < m->nt; i++) fprintf(f, ",<%d,%d,%d>", m->t[i][0], m->t[i][1], m->t[i][2]);
  fprintf(f, "}\nuv_mapping }\n");
  fclose(f); free(n);
}
// both sides of a sheet of nu x nv points, thickness t, with its rim
static Mesh thicken(V *p, double (*uv)[2], int nu, int nv, double t) {
  Mesh m = mesh_new(2 * nu * nv, 4 * nu * nv + 4 * (nu + nv));
  int N = nu * nv; m.n = 2 * N;
  for (int i = 0; i < nu; i++) for (int j = 0; j < nv; j++) {
    int k = i * nv + j;
    V du = sub(p[(i < nu - 1 ? i + 1 : i) * nv + j], p[(i ? i - 1 : i) * nv + j]);
    V dv = sub(p[i * nv + (j < nv - 1 ? j + 1 : j)], p[i * nv + (j ? j - 1 : j)]);
    int rim = i == 0 || j == 0 || i == nu - 1 || j == nv - 1;
    V n = mul(unit(cross(du, dv)), t / 2 * (rim ? .6 : 1));
    m.p[k] = add(p[k], n); m.p[N + k] = sub(p[k], n);
    memcpy(m.uv[k], uv[k], sizeof uv[k]); memcpy(m.uv[N + k], uv[k], sizeof uv[k]);
  }
  for (int i = 0; i < nu - 1; i++) for (int j = 0; j < nv - 1; j++) {
    int a = i * nv + j, b = a + nv;
    quad(&m, a, b, b + 1, a + 1); quad(&m, N + a, N + a + 1, N + b + 1, N + b);
  }
  for (int i = 0; i < nu - 1; i++) {
    int a = i * nv, b = a + nv, c = a + nv - 1, d = c + nv;
    quad(&m, a, N + a, N + b, b); quad(&m, c, d, N + d, N + c);
  }
  for (int j = 0; j < nv - 1; j++) {
    int a = j, c = (nu - 1) * nv + j;
    quad(&m, a, a + 1, N + a + 1, N + a); quad(&m, c, N + c, N + c + 1, c + 1);
  }
  return m;
}

// --- folded cloth: four layers, folded twice, the round fold to the front (-z), the foot at y = 0
typedef struct { V *p; double (*uv)[2]; int nu, nv; double t; } Sheet;
static double pathlen; static V path[4000]; static int npath;
static void path_to(double y, double z) { path[npath++] = v(0, y, z); }
static void arc(double yc, double z, double r, double from, double to) {
  for (int i = 0; i <= 24; i++) { double a = from + (to - from) * i / 24; path_to(yc + r * sin(a), z + r * cos(a)); }
}
static Sheet folded(double w, double d, double t, double gap, double rough, int seed) {
  double p = t + gap, f = -d / 2 + 1.5 * p, b = d / 2 - p; npath = 0;
  path_to(.5 * p, b + .4 * p); path_to(.5 * p, f);
  arc(2 * p, f, 1.5 * p, 1.5 * M_PI, .5 * M_PI);
  path_to(3.5 * p, b); arc(3 * p, b, .5 * p, .5 * M_PI, -.5 * M_PI);
  path_to(2.5 * p, f + .1 * p); arc(2 * p, f + .1 * p, .5 * p, .5 * M_PI, 1.5 * M_PI);
  path_to(1.5 * p, b + .3 * p);
  Sheet s = { 0 }; s.t = t; s.nu = (int)(w / .03) + 2;
  pathlen = 0; for (int i = 1; i < npath; i++) { V q = sub(path[i], path[i - 1]); pathlen += sqrt(dot(q, q)); }
  s.nv = (int)(pathlen / .024) + 2;
  s.p = calloc(s.nu * s.nv, sizeof(V)); s.uv = calloc(s.nu * s.nv, sizeof(double[2]));
  int k = 1; double at = 0, len = 0;
  for (int j = 0; j < s.nv; j++) {
    double want = pathlen * j / (s.nv - 1);
    for (;;) {
      V q = sub(path[k], path[k - 1]); len = sqrt(dot(q, q));
      if (at + len >= want - 1e-9 || k == npath - 1) break;
      at += len; k++;
    }
    V c = add(path[k - 1], mul(sub(path[k], path[k - 1]), len > 1e-12 ? (want - at) / len : 0));
    for (int i = 0; i < s.nu; i++) {
      double u = (double)i / (s.nu - 1) - .5, H = 4 * p;
      double edge = pow(fabs(2 * u), 6), ly = c.y / H;
      double x = u * (w + rough * .12 * noise(want * .9, seed, 3) + rough * .35 * noise(want * .35, seed + 5, 1));
      double y = c.y * (1 + rough * .9 * noise(x * .9, c.z * .9, seed) - .10 * edge * ly)
               + rough * .10 * noise(x * 3, c.z * 3, want * .3 + seed) * (ly > .02);
      double z = c.z + rough * .22 * noise(x * 1.3, ly * 2.5, seed + 9) * (c.z < 0 ? 1 : .6);
      y += rough * .25 * (c.z < -d * .3 ? 1 : 0) * (ly - .5) * noise(x * 2, 7, seed) * .4;
      int q = i * s.nv + j;
      s.p[q] = v(x, y, z); s.uv[q][0] = x; s.uv[q][1] = want;
    }
  }
  return s;
}
static void fold_write(const char *name, double w, double d, double t, double gap, double rough, int seed) {
  Sheet s = folded(w, d, t, gap, rough, seed);
  Mesh m = thicken(s.p, s.uv, s.nu, s.nv, t); mesh_write(&m, name);
}
// pile: little loops all over the outside of a sheet; `bare` says where the cloth is woven flat
static double band0, band1;
static void pile_write(const char *name, Sheet s, double r, double step) {
  FILE *f = open_inc(name); Mesh m = thicken(s.p, s.uv, s.nu, s.nv, s.t); V *n = normals(&m);
  for (int i = 0; i < m.nt; i++) {
    int *t = m.t[i]; V a = m.p[t[0]], b = m.p[t[1]], c = m.p[t[2]];
    V cr = cross(sub(b, a), sub(c, a)); double want = sqrt(dot(cr, cr)) / 2 / (step * step);
    double u = fabs(m.uv[t[0]][0]);
    if (u > band0 && u < band1) continue;
    for (int k = (int)(want + rnd()); k > 0; k--) {
      double p = rnd(), q = rnd(); if (p + q > 1) { p = 1 - p; q = 1 - q; }
      V x = add(a, add(mul(sub(b, a), p), mul(sub(c, a), q)));
      x = add(x, mul(n[t[0]], r * (rnd() * .9)));
      if (x.y < r * .5) continue;
      fprintf(f, "sphere{<%.4f,%.4f,%.4f>,%.4f}\n", x.x, x.y, x.z, r * (.75 + rnd() * .5));
    }
  }
  fclose(f);
}

// --- simulation
typedef struct { int a, b; double len, k; } Link;
static V *P, *O; static double *W; static Link *L; static int n, nl;
static void link_(int a, int b, double k, double slack) { V d = sub(P[a], P[b]); L[nl++] = (Link){ a, b, sqrt(dot(d, d)) * slack, k }; }
static void sim_new(int particles) { n = particles; nl = 0; P = calloc(n, sizeof *P); O = calloc(n, sizeof *O); W = calloc(n, sizeof *W); L = calloc(n * 14, sizeof *L); for (int i = 0; i < n; i++) W[i] = 1; }
static void relax(int times) {
  while (times--) for (int i = 0; i < nl; i++) {
    Link *l = &L[i]; V d = sub(P[l->b], P[l->a]); double len = sqrt(dot(d, d)), w = W[l->a] + W[l->b];
    if (len < 1e-9 || w == 0) continue;
    d = mul(d, l->k * (len - l->len) / len / w);
    P[l->a] = add(P[l->a], mul(d, W[l->a])); P[l->b] = sub(P[l->b], mul(d, W[l->b]));
  }
}
static void grid_links(int nu, int nv, double bend) {
#define AT(i, j) ((i) * nv + (j))
  for (int i = 0; i < nu; i++) for (int j = 0; j < nv; j++) {
    if (i + 1 < nu) link_(AT(i, j), AT(i + 1, j), 1, 1);
    if (j + 1 < nv) link_(AT(i, j), AT(i, j + 1), 1, 1);
    if (i + 1 < nu && j + 1 < nv) { link_(AT(i, j), AT(i + 1, j + 1), .3, 1); link_(AT(i + 1, j), AT(i, j + 1), .3, 1); }
    if (i + 3 < nu) link_(AT(i, j), AT(i + 3, j), bend, 1);
    if (j + 3 < nv) link_(AT(i, j), AT(i, j + 3), bend, 1);
  }
}
static void fall(double g, double damp) {
  for (int i = 0; i < n; i++) {
    V vel = mul(sub(P[i], O[i]), damp); O[i] = P[i];
    if (W[i] > 0) { P[i] = add(P[i], vel); P[i].y -= g; }
  }
}
static void sheet_write(const char *name, int nu, int nv, double (*uv)[2], double t) {
  Mesh m = thicken(P, uv, nu, nv, t); mesh_write(&m, name);
}
// a cloth on a table: top at y = 0, half a x b, hanging over by h
static void table(const char *name, double a, double b, double h, double step) {
  int nu = (int)(2 * (a + h) / step), nv = (int)(2 * (b + h) / step); double e = .03;
  sim_new(nu * nv); double (*uv)[2] = calloc(n, sizeof *uv);
  for (int i = 0; i < nu; i++) for (int j = 0; j < nv; j++) {
    int k = AT(i, j); double x = (i - (nu - 1) / 2.0) * step, z = (j - (nv - 1) / 2.0) * step;
    uv[k][0] = x; uv[k][1] = z; P[k] = v(x, e + .004 * noise(x * 3, z * 3, 2) + .004, z); 
  }
  grid_links(nu, nv, .12);
  for (int k = 0; k < n; k++) { P[k].x += .003 * noise(uv[k][0] * 4, uv[k][1] * 4, 8); O[k] = P[k]; }
  for (int s = 0; s < 700; s++) {
    fall(.0006, s < 400 ? .992 : .96); relax(14);
    for (int k = 0; k < n; k++) {
      double dx = fabs(P[k].x) - a, dz = fabs(P[k].z) - b, dy = P[k].y;
      if (dx < e && dz < e && dy < e) {   // in the rounded slab (which goes down for ever)
        double qx = fmax(dx, 0), qz = fmax(dz, 0), qy = fmax(dy, 0), l = sqrt(qx * qx + qy * qy + qz * qz);
        if (l >= e) continue;
        if (l > 1e-9) {
          double f = e / l - 1;
          P[k].x += (P[k].x < 0 ? -qx : qx) * f; P[k].z += (P[k].z < 0 ? -qz : qz) * f; P[k].y += qy * f;
        } else {
          double m = fmax(dx, fmax(dz, dy));
          if (m == dy) P[k].y = e; else if (m == dx) P[k].x = P[k].x < 0 ? -a - e : a + e; else P[k].z = P[k].z < 0 ? -b - e : b + e;
        }
        O[k].x += (P[k].x - O[k].x) * .6; O[k].z += (P[k].z - O[k].z) * .6;
        if (dy > -.01) O[k] = P[k];
      }
    }
  }
  sheet_write(name, nu, nv, uv, .022);
}
// a towel over a rail (along x, radius r, at the origin), front and back hanging down to -front and -back
static void railed(const char *name, double w, double front, double back, double r) {
  double len = front + back + M_PI * r; int nu = (int)(w / .03), nv = (int)(len / .035);
  V *p = calloc(nu * nv, sizeof *p); double (*uv)[2] = calloc(nu * nv, sizeof *uv);
  for (int i = 0; i < nu; i++) for (int j = 0; j < nv; j++) {
    double x = (i / (nu - 1.0) - .5) * w, s = j / (nv - 1.0) * len, y, z, side = -1; int k = AT(i, j);
    if (s < front) { y = s - front; z = -r; }
    else if (s < front + M_PI * r) { double a = (s - front) / r; y = r * sin(a); z = -r * cos(a); }
    else { y = front + M_PI * r - s; z = r; side = 1; }
    double d = fmax(-y, 0), loose = 1 - exp(-d * 1.1);
    double wave = sin(x * 4.3 + .5 * d + .8 + side) * .5 + .5 * noise(x * 1.7, d * .35, side * 3) + .25 * sin(x * 9.1 - .4 * d);
    z += loose * (.085 * wave + (side < 0 ? -.05 : 0)) + .006 * noise(x * 6, d * 2, 5);
    x *= 1 - .045 * loose - .02 * loose * wave * wave;
    y += .018 * noise(x * 1.4, side, 2) * loose - .012 * wave * loose;
    p[k] = v(x + .05 * loose * noise(1, d * .6, 9), y, fmin(z, .16)); uv[k][0] = (i / (nu - 1.0) - .5) * w; uv[k][1] = s;
  }
  Mesh m = thicken(p, uv, nu, nv, .022); mesh_write(&m, name); free(p); free(uv);
}
// a stuffed cushion: two squares sewn together and blown up. Stands in the x, y plane
static void cushion(const char *name, double a, int N) {
  int in = N - 2; sim_new(N * N + in * in); int *B = malloc(N * N * sizeof *B); double (*uv)[2] = calloc(n, sizeof *uv);
  Mesh m = mesh_new(n, 4 * N * N); double step = 2 * a / (N - 1);
  for (int i = 0; i < N; i++) for (int j = 0; j < N; j++) {
    int k = i * N + j, rim = !i || !j || i == N - 1 || j == N - 1;
    B[k] = rim ? k : N * N + (i - 1) * in + j - 1;
    double x = i * step - a, y = j * step - a;
    double rz = .03 + .004 * noise(x * 6, y * 6, 1);
    P[B[k]] = v(x, y, rz); P[k] = v(x, y, rim ? 0 : -rz); uv[k][0] = uv[B[k]][0] = x; uv[k][1] = uv[B[k]][1] = y;
  }
  for (int side = 0; side < 2; side++) for (int i = 0; i < N; i++) for (int j = 0; j < N; j++) {
#define C(i, j) (side ? B[(i) * N + (j)] : (i) * N + (j))
    if (i + 1 < N) link_(C(i, j), C(i + 1, j), 1, 1);
    if (j + 1 < N) link_(C(i, j), C(i, j + 1), 1, 1);
    if (i + 1 < N && j + 1 < N) {
      link_(C(i, j), C(i + 1, j + 1), .35, 1); link_(C(i + 1, j), C(i, j + 1), .35, 1);
      if (side) quad(&m, C(i, j), C(i + 1, j), C(i + 1, j + 1), C(i, j + 1)); else quad(&m, C(i, j), C(i, j + 1), C(i + 1, j + 1), C(i + 1, j));
    }
    if (i + 3 < N) link_(C(i, j), C(i + 3, j), .10, 1);
    if (j + 3 < N) link_(C(i, j), C(i, j + 3), .10, 1);
  }
  for (int k = 0; k < n; k++) O[k] = P[k];
  m.n = n;
  for (int s = 0; s < 500; s++) {
    memcpy(m.p, P, n * sizeof *P); V *nn = normals(&m);
    double press = s < 300 ? .0036 : .0028;
    fall(0, .93);
    for (int k = 0; k < n; k++) P[k] = add(P[k], mul(nn[k], press * (P[k].z > 0 || P[k].z < 0)));
    free(nn); relax(16);
    for (int k = 0; k < n; k++) if (fabs(P[k].z) > .60) P[k].z *= .985;
  }
  // it may have turned meanwhile: set it straight again
  V a0 = P[0], a1 = P[N - 1], a2 = P[(N - 1) * N], a3 = P[N * N - 1], mid = mul(add(add(a0, a1), add(a2, a3)), .25);
  V ex = unit(add(sub(a2, a0), sub(a3, a1))), ez = unit(cross(ex, add(sub(a1, a0), sub(a3, a2)))), ey = cross(ez, ex);
  for (int k = 0; k < n; k++) { V d = sub(P[k], mid); P[k] = v(dot(d, ex), dot(d, ey), dot(d, ez)); }
  memcpy(m.p, P, n * sizeof *P); memcpy(m.uv, uv, n * sizeof *uv);
  mesh_write(&m, name);
  char rimname[64]; snprintf(rimname, sizeof rimname, "%s-rim", name);
  FILE *f = open_inc(rimname);   // the piping
  int last = 0, first = 1, R[4000], nr = 0;
  for (int i = 0; i < N; i++) R[nr++] = i * N;
  for (int j = 1; j < N; j++) R[nr++] = (N - 1) * N + j;
  for (int i = N - 2; i >= 0; i--) R[nr++] = i * N + N - 1;
  for (int j = N - 2; j >= 0; j--) R[nr++] = j;
  for (int i = 0; i < nr; i++) {
    int k = R[i]; fprintf(f, "sphere{<%.4f,%.4f,%.4f>,PipeR}\n", P[k].x, P[k].y, P[k].z);
    if (!first && k != last) fprintf(f, "cylinder{<%.4f,%.4f,%.4f>,<%.4f,%.4f,%.4f>,PipeR}\n", P[k].x, P[k].y, P[k].z, P[last].x, P[last].y, P[last].z);
    last = k; first = 0;
  }
  fclose(f); free(B);
}
// a quilted pot holder, flat in x, z
static void quilted(const char *name, double a, int N) {
  V *p = calloc(N * N, sizeof *p); double (*uv)[2] = calloc(N * N, sizeof *uv); Mesh m = mesh_new(2 * N * N, 4 * N * N + 8 * N);
  for (int side = 0; side < 2; side++) for (int i = 0; i < N; i++) for (int j = 0; j < N; j++) {
    double x = (2.0 * i / (N - 1) - 1), z = (2.0 * j / (N - 1) - 1), r = .16;
    // round the corners: shrink towards the disc there
    double cx = fmax(fabs(x) - (1 - r), 0), cz = fmax(fabs(z) - (1 - r), 0), m2 = fmax(cx, cz), l = sqrt(cx * cx + cz * cz), k = l > 1e-9 ? m2 / l : 1;
    double X = (fabs(x) - cx + cx * k) * (x < 0 ? -1 : 1) * a, Z = (fabs(z) - cz + cz * k) * (z < 0 ? -1 : 1) * a;
    double s = 5.0, d1 = fabs(sin((x + z) * s * M_PI / 4)), d2 = fabs(sin((x - z) * s * M_PI / 4)), puff = pow(d1 * d2, .38);
    double e = fmin(1 - fabs(x), 1 - fabs(z)), rim = fmin(1, sqrt(fmax(e, 0) * 9));
    double y = (.035 + .085 * puff) * rim + .015 * noise(X * 1.5, Z * 1.5, 3) * rim;
    int q = side * N * N + i * N + j;
    m.p[q] = v(X, .12 + (side ? -y * .8 : y) + .05 * noise(X * .8, Z * .8, 6), Z); m.uv[q][0] = X; m.uv[q][1] = Z;
  }
  m.n = 2 * N * N;
  for (int i = 0; i < N - 1; i++) for (int j = 0; j < N - 1; j++) {
    int q = i * N + j, w = q + N * N; quad(&m, q, q + 1, q + N + 1, q + N); quad(&m, w, w + N, w + N + 1, w + 1);
  }
  mesh_write(&m, name); free(p); free(uv);
}

int main(int argc, char **argv) {
  if (argc != 2) { fprintf(stderr, "usage: cloth DIR\n"); return 2; }
  dir = argv[1];
  fold_write("napkin", 2.0, 2.0, .030, .012, .06, 1);
  fold_write("napkin2", 2.0, 2.0, .030, .012, .06, 7);
  fold_write("napkin3", 2.0, 2.0, .030, .012, .06, 13);
  fold_write("napkin4", 2.0, 2.0, .030, .012, .06, 23);
  fold_write("wool", 2.7, 2.1, .17, .035, .10, 5);
  fold_write("wool2", 2.7, 2.1, .17, .035, .10, 11);
  fold_write("linen", 1.9, 2.5, .05, .018, .07, 31);
  band0 = .95; band1 = 1.13;
  Sheet s = folded(2.7, 2.1, .13, .02, .09, 3);
  Mesh m = thicken(s.p, s.uv, s.nu, s.nv, s.t); mesh_write(&m, "terry"); pile_write("terry-pile", s, .0145, .0175);
  band0 = .68; band1 = .82;
  s = folded(1.95, 1.6, .11, .02, .09, 17);
  m = thicken(s.p, s.uv, s.nu, s.nv, s.t); mesh_write(&m, "terry2"); pile_write("terry2-pile", s, .0145, .0175);
  quilted("quilt", 1.0, 160);
  cushion("cushion", 1.62, 84);
  table("table", 1.28, .86, .62, .036);
  railed("rail", 2.0, 2.75, 2.45, .075);
  return 0;
}
