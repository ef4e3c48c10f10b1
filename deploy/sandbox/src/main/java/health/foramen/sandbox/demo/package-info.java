/** Two programs that use the suite from outside: one brings the demo clinic to life, one plays the story of a referral. */
package health.foramen.sandbox.demo;
