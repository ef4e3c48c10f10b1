/// What the suite costs and how much it bears, measured from outside as its users meet it, each figure beside a floor: the same measure
/// of something that does no work of ours, taken in the same run. `report` says it, `load` asks, `running` starts and plays the people.
package health.foramen.benchmarks;
