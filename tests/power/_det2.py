import sys
from fractions import Fraction
from tests.power import detection as D
from tests.power.library import ATTAINED
from falsum.audit import audit
def run(job):
    name,share,hidden=job
    e=next(e for e in ATTAINED if e.name==name)
    ev,_=audit(e.check(share,hidden=hidden),profile="standard")
    return D.Outcome(name,share,hidden,ev.verdict,ev.seconds,ev.worst_slack if ev.worst_slack is not None else float('nan'),ev.summary)
if __name__=="__main__":
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context
    hidden=sys.argv[1]=="hidden"
    work=[(e.name,s,hidden) for e in ATTAINED for s in D.SHARES]
    with ProcessPoolExecutor(2,mp_context=get_context("spawn"),initializer=D._one_thread) as p:
        out=list(p.map(run,work))
    print(D.report(out,2.0))
