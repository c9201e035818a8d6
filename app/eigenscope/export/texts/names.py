"""Names of variables, made of the keys of readouts."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

_SAID = {"∞": "inf", "λ": "lambda", "σ": "sigma", "θ": "theta", "π": "pi", "μ": "mu"}
_LONGEST = 60
_MATLAB = """
break case catch classdef continue else elseif end for function global if otherwise parfor
persistent return spmd switch try while arguments enumeration events import methods properties
ans inf Inf nan NaN NA pi eps i j true false realmax realmin intmax intmin flintmax missing abs
accumarray acos acosd acosh acot acoth acsc acsch addpath airy all allchild alpha and angle
annotation any append area arrayfun array2table asec asech asin asind asinh assert assignin atan
atan2 atan2d atand atanh autumn axes axis balance bandwidth bar bar3 barh base2dec besselh
besseli besselj besselk bessely beta betainc betaln bicg bin2dec bitand bitor bitshift bitxor
blanks blkdiag bone bounds box brighten bsxfun builtin calendar camlight cat caxis cd ceil cell
cell2mat cellfun char charpoly chol cholupdate circshift cla class clc clear clim clock close
colon color colorbar colormap comet compan compass compiler complex computer cond condeig
condest conj containers contour contour3 contourf contrast conv conv2 convhull cool copper
copyobj corr corrcoef cos cosd cosh cosint cot coth cov cplxpair cputime cross csc csch csvread
csvwrite cummax cummin cumprod cumsum cumtrapz curl cylinder daspect date datenum datestr
datetime dblquad dbstop dct deal deblank dec2base dec2bin dec2hex deconv decomposition deg2rad
del2 delaunay delete demo det detrend deval diag dialog diary diff digits dir disp display
divergence dmperm doc dot double dsearchn duration echo edge edit eig eigs ellipj ellipke
ellipsoid eq equilibrate erf erfc erfcinv erfcx erfi erfinv error errorbar errordlg etime eval
evalc evalin exist exit exp expand expint expm expm1 export eye factor factorial fclose feather
feval feof ferror fft fft2 fftn fftshift fgetl fgets figure file fill fill3 filter filter2 find
findobj fix flag flip fliplr flipud floor fminbnd fminsearch fminunc fopen format formula fplot
fprintf fread frewind fscanf fseek fsolve ftell full fullfile func2str fwrite fzero gallery
gamma gammainc gammaln gca gcbf gcd gcf gco ge genvarname get getfield getframe ginput gmres
gplot gradient graph gray graymon grid griddata gsvd gt hadamard handle hankel help hess heatmap
hex2dec hidden hilb hist histc histcounts histogram hold home horzcat hot hsv hypot idivide ifft
ifft2 ifftn image imag imagesc imread imshow imwrite ind2sub inpolygon input inputname inspect
int16 int32 int64 int8 integral integral2 interp1 interp2 interpft intersect inv invhilb
ipermute isa iscell ischar iscolumn isdiag isempty isequal isfield isfinite ishold isinf
isinteger islogical ismatrix ismember isnan isnumeric isprime isreal isrow isscalar issorted
issquare issymmetric isvector jet join keyboard kron lasterr lcm ldivide ldl le legend legendre
length lightangle light lighting lin2mu line lines linsolve linspace load log log10 log1p log2
logical loglog logm logspace lookfor lower ls lscov lsqminnorm lsqnonneg lsqr lt lu magic
mat2cell mat2str material matlab max mean median memory menu mesh meshc meshgrid mex mfilename
min minres minus mkdir mkpp mldivide mod mode more movie movmean mpower mrdivide mtimes name
namelengthmax nargin nargout nchoosek ndgrid ndims ne nnz nonzeros norm normest normalize not
notebook now nthroot null num2cell num2str numel nzmax ode45 ones open optimset or orient orth
pack padarray pan path pause pca pcg pchip pcolor peaks perms permute pie pinv planerot play
plot plot3 plotmatrix plotyy plus pol2cart polar poly polyder polyeig polyfit polygon polyint
polyval polyvalm pow2 power ppval primes print prism prod profile psi pwd qmr qr qrdelete quad
quadgk quit quiver quiver3 qz rad2deg rand randi randn randperm range rank rat rats rbbox rcond
rdivide real reallog realpow realsqrt rectangle reducepatch refresh regexp rem repelem replace
repmat reset reshape residue rethrow rgb2hsv rmfield roots rose rosser rot90 rotate rotate3d
round rows rref rsf2csf run save scale scatter scatter3 schur sec secd sech semilogx semilogy
set setdiff setfield setxor shading shg shiftdim show sign simplify sin sind single sinh size
slice smooth solve sort sortrows sound sparse speye sph2cart sphere spline spones sprand sprank
sprintf spring spy sqrt sqrtm squeeze sscanf stairs start startup std stem step stop str2double
str2func str2num strcat strcmp strfind string strings strip strjoin struct structfun strvcat
sub2ind subplot subs subspace subsref sum summary summer surf surface surfc surfl surfnorm svd
svds svdsketch swapbytes sylvester sym syms symmlq system table tan tand tanh tempdir tensorprod
tetramesh text texlabel tic times title toc toeplitz trace transpose trapz treeplot tril trimesh
triplequad triplot trisurf triu type typecast uicontrol uigetfile uint16 uint32 uint64 uint8
uimenu uminus union unique unwrap uplus upper validate vander var variance vec vecnorm vectorize
ver vertcat version view voronoi waitbar waitfor warning waterfall what whitebg who whos why
wilkinson winter workspace xcorr xlabel xlim xor ylabel ylim zeros zeta zlabel zlim zoom
"""
TAKEN_IN_PYTHON = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "np", "torch"})
TAKEN_IN_MATLAB = frozenset(_MATLAB.split())


def names_of(keys: Iterable[str], taken: frozenset[str]) -> list[str]:
    """Return a name for each key, all different, none of them ``taken``."""
    names: list[str] = []
    used = set(taken)
    for key in keys:
        base = _plain(key)
        name = f"{base}_" if base in taken else base
        number = 2
        while name in used:
            name = f"{base}_{number}"
            number += 1
        used.add(name)
        names.append(name)
    return names


def _plain(key: str) -> str:
    """Return a key in the letters, digits and underscores that every language takes."""
    words = "".join(_SAID.get(character, character) for character in key)
    flat = unicodedata.normalize("NFKD", words)
    ascii_only = re.sub(r"[^0-9A-Za-z]+", "_", re.sub(r"[\u0300-\u036f]", "", flat))
    name = ascii_only.strip("_")[:_LONGEST].rstrip("_")
    if not name:
        return "value"
    return name if name[0].isalpha() else f"value_{name}"
