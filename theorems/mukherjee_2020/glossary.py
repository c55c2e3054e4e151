"""What the thesis means by the symbols whose formula defines nothing by itself."""

SAYS = {
    r"\mathbb{P}[C = A_n]": "probability that the random function and the n-th one agree",
    r"\max_{x \in \mathrm{vert}(Z)} \langle r, x\rangle": "greatest inner product with a vertex",
    r"\|x_i\|": "Euclidean norm of the i-th input",
    r"E[\xi]": "mean of the label noise",
    r"E[\xi^2]": "second moment of the label noise",
    r"\tilde{L}_S(h_t)": "effective risk at iterate t: mean squared error on the noiseless labels",
    r"E[L_S(h_T) \mid |\xi_i| \leq \theta \ \forall i]": "expectation of the empirical risk "
    "given that every label noise is at most theta",
    r"\langle w_t - w_*, g_t\rangle": "inner product of the distance to the target and the "
    "gradient at iterate t",
    r"E[\|\zeta_2\|^2]": "second moment of the norm of the second noise",
    r"\|w_t - w\|": "distance of iterate t from a weight vector w",
    r"\|w_{t+1} - w\|": "distance of the next iterate from a weight vector w",
    r"\|w_t - w_*\|": "distance of iterate t from the target",
    r"\|w_{t+1} - w_*\|": "distance of the next iterate from the target",
    r"\|w_{t+1} - w_t\|": "length of a step",
    r"\|w_1 - w_*\|^2": "squared distance of the first iterate from the target",
    r"\|w_t - w_*\|^2": "squared distance of iterate t from the target",
    r"\|w_{t+1} - w_*\|^2": "squared distance of the next iterate from the target",
    r"\|w_T - w_*\|^2": "squared distance of iterate T from the target",
    r"E[\|x\|^2]": "second moment of the norm of the data",
    r"\|\eta \tilde g_t + \sqrt{\eta} \zeta_2\|^2": "squared norm of the step, both terms added",
    r"\|-\eta \tilde g_t + \sqrt{\eta} \zeta_2\|^2": "squared norm of the step that is taken",
    r"\|\tilde g_t\|^2": "squared norm of the gradient with its noise",
    r"\langle \tilde g_t, \zeta_2 \rangle": "inner product of the gradient with its noise and "
    "the second noise",
    r"\|\zeta_2\|^2": "squared norm of the second noise",
    r"\|\zeta_1\|": "norm of the noise of the gradient",
    r"\|g_t\|": "norm of the gradient at iterate t",
    r"\|g_s\|": "norm of the gradient at iterate s",
    r"\|g\|": "norm of a reply of the oracle",
    "|g_i|": "absolute value of the i-th entry of a reply of the oracle",
    r"\frac{1}{S} \sum_i |(w_* - w_t)^T x_i|": "mean distance of the two gates' arguments",
    r"\langle w_t - w_*, \zeta_1 \rangle": "inner product of the distance to the target and the "
    "noise of the gradient",
    r"\langle \zeta_2, w_t - w_* \rangle": "inner product of the second noise and the distance "
    "to the target",
    r"\|E[\zeta_2']\|": "norm of the mean of the clipped noise",
    r"E[\langle \zeta_1, \zeta_2'\rangle]": "mean inner product of the noise of the gradient and "
    "the clipped noise",
    r"P[\|w'_i - w_*\| > r_*]": "probability that the delayed process is outside of the ball "
    "after i steps",
    r"P[\|w'_i - w_*\| \geq r_*]": "probability that the delayed process is outside of the ball, "
    "or on its sphere, after i steps",
    r"\langle \zeta'_2, -\eta \tilde g_t + (w_t - w_*) \rangle": "inner product of the clipped "
    "noise and the rest of the step, seen from the target",
    r"\|w'_t - w_*\|^2 - \|w'_{t+1} - w_*\|^2": "fall of the squared distance of the delayed "
    "process from the target",
    r"\mathbb{E}[X_i - X_{i-1}]": "mean of a step of the process",
    r"\mathbb{E}[e^{t (X_i - X_{i-1})}]": "moment generating function of a step of the process",
    "x_j": "the j-th value that a step of the process may take",
    r"\mathbb{E}[X_i - X_{i-1} \mid \mathcal{F}_{i-1}]": "mean of the i-th step of the process, "
    "given the steps before",
    r"P[\|\xi_2\| > C_L]": "probability that the second noise is clipped",
    r"\xi_{x_q}": "shift of the oracle's own at the q-th point",
    r"\min_i v_{t,i}": "least entry of the running average at step t",
    r"\|\nabla f(x_r)\|": "norm of the gradient at the r-th point",
    r"\inf_t 1 / (\sqrt{1 - \beta_2^t} \sqrt{\sigma_t^2 + \xi})": "greatest lower bound of the "
    "room for a decrease over the steps t",
    "P(1)": "first term of the sum that bounds the mean squared gradient",
    "f(x_s) - f(x_{s+1})": "decrease of the objective in step s",
    r"\min_{2 \leq t \leq T} \|\nabla f(x_t)\|^4": "fourth power of the least gradient norm, the "
    "first iterate left out",
    r"\max_p |\nabla_i f_p(x)|": "largest i-th entry of the gradients of the components",
    r"|\nabla_i f(x)|": "i-th entry of the gradient, without its sign",
    r"\mathrm{KL}(Q \| P)": "Kullback-Leibler divergence of the posterior from the prior",
    r"\mathbb{E}_{h \sim Q}[L(h)]": "risk under the law of the data, averaged over the posterior",
    "P[A]": "probability that some second noise is clipped",
    "P[L'_i]": "probability that the delayed process reaches the sphere "
    "for the first time after i steps",
    "P[L_i]": "probability that the process is outside of the ball "
    "for the first time after i steps",
    "z_{t+1} - z_t": "rise of the delayed process in a step",
    r"\|\zeta'_2\|^2": "squared norm of the clipped noise",
    r"\|\nabla f(x_q)\|": "norm of the gradient at the q-th point",
    r"\mathbb{E} \min_{t \leq T} \|\nabla f(x_t)\|^2": "expectation of the least squared "
    "gradient norm over the first T iterates",
    r"\mathbb{E} \sum_i \sqrt{g_i^4 + \xi g_i^2}": "expectation of the mixed term over the "
    "replies of the oracle",
    r"\mathbb{E} \|g\|^2": "second moment of the norm of a reply of the oracle",
    r"\|\mathbb{E} g\|": "norm of the mean reply of the oracle",
    r"\mathbb{E}[\langle \nabla f(x_t), V_t^{-1/2} g_t \rangle \mid H_t]": "mean alignment of "
    "the gradient and the preconditioned reply, given the steps before",
    r"\min_{p, q, i} a_{pi} a_{qi}": "least product of the i-th entries of the gradients of "
    "two components",
    r"\lambda_{\max}(V_t^{-1/2})": "largest entry of the diagonal preconditioner",
    r"\lambda_{\min}(V_t^{-1/2})": "least entry of the diagonal preconditioner",
    r"\max_k \|g_k\|": "largest norm of a reply of the oracle",
    r"\mathbb{E} \langle \nabla f(x_t), V_t^{-1/2} g_t \rangle": "mean alignment of the gradient "
    "and the preconditioned reply",
    r"\mathbb{E}[f(x_t) - f(x_{t+1})]": "mean decrease of the objective in step t",
    r"\mathbb{E} \|\nabla f(x_t)\|^2": "mean squared gradient norm at iterate t",
    "f(x_t) - f(x_{t+1})": "decrease of the objective in step t",
    r"\langle \nabla f(x_t), V_t^{-1/2} \nabla f(x_t) \rangle": "alignment of the gradient and "
    "the preconditioned gradient",
    r"\|V_t^{-1/2} \nabla f(x_t)\|": "norm of the preconditioned gradient",
    r"\sup_t \sigma_t": "least upper bound of the gradient norms",
    r"\frac{1}{T} \sum_{t=1}^T \|\nabla f(x_t)\|^2": "mean squared gradient norm over the first "
    "T iterates",
}
