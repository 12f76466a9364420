"""The kernels that the Metal path may ask MLX's metallib for. MLX compiles some others at run time, from sources in libmlx.

MLX's host code makes the names of kernels. The rules here follow its files in mlx/backend/metal/, named in the comments.
They were read at MLX's commit 846d176, after 0.32.1. A later change shows here only when a name is missing. Some rules depend
on the GPU: all their answers are listed, so that the list holds for every Mac. Ferro computes in float32 alone."""

import itertools
import re

SIZES = ("", "n", "2")  # get_work_per_thread, and more than 2^32 elements


def names(pattern, **choices):
    """The pattern with each choice of each part in it."""
    return {pattern.format(**dict(zip(choices, one))) for one in itertools.product(*choices.values())}


def general(op, smallest):
    """Arrays whose elements do not lie in order."""
    shapes = [*(f"g{n}{large}" for n in (1, 2, 3) for large in ("", "large")), f"gn{smallest}", "gn4large"]
    return names("{shape}_{op}", shape=shapes, op=[op])


def copied(source="float32"):  # copy.cpp: copy_gpu_inplace, fill_gpu
    op = f"copy{source}float32"
    return names("{kind}{size}_{op}", kind="sv", size=SIZES, op=[op]) | general(op, 2)


def unary(op):  # unary.cpp: unary_op_gpu_inplace
    op = f"{op}float32float32"
    return names("v{size}_{op}", size=SIZES, op=[op]) | {f"gn1_{op}", f"gn4large_{op}"}


def binary(op):  # binary.cpp: get_kernel_name
    op = f"{op}float32"
    return names("{kind}{size}_{op}", kind=["sv", "vs", "vv"], size=SIZES, op=[op]) | {f"ss_{op}"} | general(op, 2)


def select():  # ternary.cpp: ternary_op_gpu_inplace
    op = "Selectfloat32"
    return names("{kind}{size}_{op}", kind=["v", "sv", "vs"], size=SIZES, op=[op]) | general(op, 2)


def summed():  # reduce.cpp
    op = "reduce_sumfloat32"
    dims = dict(large=["", "_large"], dims="125", op=[op])
    return (
        {"all_reduce_sumfloat32", "row_reduce_simple_sumfloat32"}
        | names("{kind}{large}_{dims}_{op}", kind=["row_reduce_small", "row_reduce_looped"], **dims)
        | names("{kind}{large}_{dims}_{op}", kind=["col_reduce_small", "col_reduce_longcolumn"], **dims)
        | names("{kind}{large}_{dims}_32_32_{op}", kind=["col_reduce_looped", "col_reduce_2pass"], **dims)
        | copied()  # what lies in no order is copied first
    )


def by_rows(op):  # softmax.cpp, logsumexp.cpp
    return names("{kind}_{op}_float32", kind=["block", "looped"], op=[op]) | copied()


def vector_products():  # matmul.cpp: gemv_axbpy, dot_product
    shapes = ["bm1_bn1_sm8_sn4", "bm1_bn8_sm1_sn32", "bm4_bn1_sm1_sn32"]
    rows = names("gemv_float32_{shape}_tm{few}_tn4", shape=shapes, few="14") | {"gemv_float32_bm8_bn1_sm1_sn32_tm4_tn4"}
    shapes = ["bn2_sm8_sn4_tm4_tn1", "bn2_sm8_sn4_tm4_tn4", "bn4_sm8_sn4_tm4_tn4", "bn16_sm8_sn4_tm4_tn4"]
    columns = names("gemv_t_float32_bm1_{shape}", shape=[*shapes, "bn16_sm4_sn8_tm4_tn4"])
    return names("{kind}_nc0_axpby{add}", kind=rows | columns, add="01") | {"dot_product_float32_it32_tg512_sg16"}


def matrix_products():  # matmul.cpp: GEMM_TPARAM_MACRO, steel_gemm_splitk_axpby
    tiles = {  # by the last letter of the GPU's name, and by size
        "nt": ["bm64_bn64_bk16_wm2_wn2", "bm32_bn64_bk16_wm1_wn2", "bm64_bn32_bk32_wm2_wn2"],
        "nn": ["bm64_bn64_bk16_wm2_wn2", "bm64_bn32_bk32_wm2_wn2"],
    }
    fused = (
        names("steel_gemm_fused_{way}_float32_float32_{tile}", way=[w], tile=tiles.get(w, tiles["nn"])) for w in WAYS
    )
    parts = "steel_gemm_splitk_{way}_float32_float32_bm{m}_bn{n}_bk16_wm2_wn2_MN_{mn}aligned_K_{k}aligned"
    return set().union(*fused) | names(parts, way=WAYS, m=["16", "32"], n=["16", "32"], mn="nt", k="nt") | SPLIT_SUMS


def nax_products():
    """For GPUs with matrix units, from M5 on. Only an MLX that supports these units needs them."""
    # matmul.cpp: steel_matmul_regular_axpby_nax, steel_gemm_splitk_axpby_nax
    fused = [
        "bm128_bn128_bk512_wm4_wn4",
        "bm128_bn64_bk512_wm4_wn2",
        "bm64_bn128_bk512_wm2_wn4",
        "bm64_bn128_bk256_wm2_wn4",
        "bm64_bn128_bk64_wm2_wn4",
    ]
    split = ["bm128_bn128_bk512_wm4_wn4", "bm64_bn64_bk256_wm2_wn2"]
    return names("steel_gemm_fused_nax_{way}_float32_float32_{tile}", way=WAYS, tile=fused) | names(
        "steel_gemm_splitk_nax_{way}_float32_float32_{tile}", way=WAYS, tile=split
    )


WAYS = ("nn", "nt", "tn", "tt")  # which of both matrices is transposed
SPLIT_SUMS = {"steel_gemm_splitk_accum_float32_float32", "steel_gemm_splitk_accum_float32_float32_axbpy"}
PRODUCTS = matrix_products() | vector_products() | summed() | copied()

# For each function of MLX that makes a graph: the kernels of its operations and of their gradients (primitives.cpp).
ASKED = {
    "add": binary("Add") | summed(),
    "addmm": PRODUCTS | binary("Multiply"),
    "arange": {"arangefloat32"},
    "contiguous": copied(),
    "divide": binary("Divide"),
    "equal": binary("Equal"),
    "logsumexp": by_rows("logsumexp") | by_rows("softmax") | binary("Multiply"),
    "maximum": binary("Maximum") | binary("Greater") | binary("Multiply") | copied("bool_") | summed(),
    "mean": summed() | binary("Multiply"),
    "multiply": binary("Multiply") | summed(),
    "ones": copied(),
    "reshape": copied(),
    "slice": set(),
    "sqrt": unary("Sqrt"),
    "square": unary("Square") | binary("Multiply"),
    "stop_gradient": set(),
    "subtract": binary("Subtract") | unary("Negative") | summed(),
    "sum": summed(),
    "to_stream": set(),
    "transpose": set(),
    "where": select() | summed(),
}


def operations(taken):
    """The functions of MLX that make a graph. They take a variant: a stream or a device."""
    starts = [re.match(r"__ZN3mlx4core(\d+)", name) for name in taken if "7variantI" in name]
    return {start.string[start.end() :][: int(start[1])] for start in starts if start}


def compiled():
    """Operations that MLX may fuse into a kernel, which it compiles at run time (compiled.cpp)."""
    return {found[1] for name in set().union(*ASKED.values()) if (found := re.search("_([A-Z][a-z]+)float32", name))}
