import {wasm} from '@residual/backend-web';
import {createModel, resnet} from '@residual/core';
import {MNIST_NOTEBOOK, normalize} from '@residual/data';
import {digits} from '@residual/data/node';
import {gradientStep, sgd} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
await wasm();
const [depthS, normS, lrS, stepsS, batchS, init, f0, scut='A', clip='0'] = process.argv.slice(2);
const depth=+depthS, norm=normS==='1', lr=+lrS, steps=+stepsS, B=+batchS;
const n=(depth-2)/6, f=+f0;
const train=(await digits()).shuffle(1).map(normalize(MNIST_NOTEBOOK)).batch(B,{dropLast:true});
const nets=['residual','plain'].map(kind=>{
  const model=resnet({block:'basic',depths:[n,n,n],filters:[f,2*f,4*f],...(process.env.POOL?{stem:{filters:f,kernelSize:5,stride:2,pool:{size:2,stride:2,padding:0}}}:{stem:{filters:f,kernelSize:3,stride:2}}),averagePool:process.env.AVG?+process.env.AVG:"global",shortcut:kind==='plain'?'none':scut,norm},{inputShape:[28,28,1],classes:10,initializer:init,seed:1});
  const step=gradientStep({model,optimizer:sgd({momentum:0.9}), ...(+clip&&{clip:{norm:+clip}})});
  const names=step.weights.map(w=>w.originalName);
  return {kind,model,step,names,L:[],A:[],ms:0};
});
let s=0;
for(let e=0;s<steps;e++) for await (const b of train.epoch(e)){
  for(const net of nets){
    const t=performance.now();
    const out=tf.tidy(()=>net.step.run(tf.tensor(b.x,b.shape,'float32'),tf.tensor1d(b.y,'int32'),tf.scalar(lr),tf.scalar(s)));
    const [l,c,g]=await Promise.all(out.map(o=>o.data())); tf.dispose(out);
    net.ms+=performance.now()-t;
    net.L.push(l[0]);net.A.push(c[0]/B);
    const k=[...g].filter((_,i)=>net.names[i].endsWith('/kernel'));
    net.k=k;
    if([0,1,5,10,20,30,40,60,80,100,150,200,300].includes(s)||s===steps-1){
      const m=a=>a.slice(-20).reduce((x,y)=>x+y)/a.slice(-20).length;
      console.log(s,net.kind,'loss',m(net.L).toFixed(3),'acc',m(net.A).toFixed(3),'first',k[0].toExponential(1),'mid',k[k.length>>1].toExponential(1),'last',k.at(-1).toExponential(1),'r',(k[0]/k.at(-1)).toExponential(1),'ms/step',(net.ms/(s+1)).toFixed(0));
    }
  }
  if(++s>=steps)break;
}
process.exit(0);
